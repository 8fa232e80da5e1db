"""People signed in to look at months: pages come in English."""

from functools import partial

from humiao.access.tests import people
from humiao.access.tests.people import COUNTY

__all__ = ["COUNTY", "sign_in"]

sign_in = partial(people.sign_in, language="en", name="陈洁")
