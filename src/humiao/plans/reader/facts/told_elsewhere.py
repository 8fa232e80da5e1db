"""What is served and to whom, where only a number says so: a promised service, a class that is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from humiao.plans.reader.draft import Fact, Indicator, Read, ServiceObject
from humiao.plans.reader.facts.object_scope import NOBODY
from humiao.plans.reader.facts.service_names import NOT_A_SERVICE
from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.reading import Mention
from humiao.plans.reader.words import load

# What comes out of the work, how well it is done and who looks after it: no service to a child.
_NO_SERVICE = frozenset(
    {"news", "leaflets", "report", "case-story", "case-story-psychology", "satisfaction",
     "satisfaction-survey", "complaint", "file-rate", "graded-rate", "visit-rate", "coverage-rate",
     "training-rate", "completion-rate", "response", "beneficiaries", "roster-update", "supervision",
     "visit-map"}
)  # fmt: skip
# Words that say little by themselves: 活动, 讲座, 培训 are told apart by the words before them.
_GENERAL = frozenset({"activity", "lecture", "training", "publicity"})
_LONGEST = 12
_WHOLE = re.compile(r"(?![的设其等])(?:[\u4e00-\u9fff]+|“[^“”]+”[\u4e00-\u9fff]*)")
_SHORTEST, _SHORTEST_GENERAL = 3, 4
_MOST = 24  # services of one draft; more would bury those the text lists
# Their two letters say all: 个案, 小组, 走访.
_SHORT = frozenset({"casework", "group", "visit"})
_BRACKET = re.compile(r"[(（].*|(?<=[\u4e00-\u9fff]{3})(?:数量|次数|场次|场数)$")


def with_promised(listed: Sequence[Fact[str]], indicators: Iterable[Indicator]) -> tuple[Fact[str], ...]:
    """Add the known services that a figure is promised of and the text lists nowhere."""
    found = list(listed)
    said, keys = [fold(fact.value or "") for fact in listed], _keys_of(listed)
    for one in indicators:
        service = _promised(one)
        if service is None or len(found) >= _MOST:
            continue
        words, key = service
        alike = any(words in other or other in words for other in said)
        if _tells_apart(words, key, keys) and not alike:
            found.append(_fact(words, one))
            said.append(words)
            keys.add(key)
    return tuple(sorted(found, key=lambda fact: fact.start))


def _tells_apart(words: str, key: str, keys: set[str]) -> bool:
    """Say whether a service is another than those listed, by its entry or, of a general word, its length."""
    if key in _GENERAL:
        return len(words) >= _SHORTEST_GENERAL
    return key not in keys and (key in _SHORT or len(words) >= _SHORTEST)


def _keys_of(listed: Sequence[Fact[str]]) -> set[str]:
    return {mention.key for fact in listed for mention in load("service").find(fold(fact.value or ""))}


def _promised(one: Indicator) -> tuple[str, str] | None:
    """Return the service an indicator is of, and its entry; None where it is of none."""
    name = _BRACKET.sub("", fold(one.name))
    mentions = load("service").find(name)
    if one.unit == "%" or not mentions or {m.key for m in mentions} & _NO_SERVICE:
        return None
    return _named(name, mentions[-1]), mentions[-1].key


def _named(name: str, mention: Mention) -> str:
    """Return a whole name where it is short and whole, else the known words of it alone."""
    is_name = len(name) <= _LONGEST and name.endswith(mention.text) and not NOT_A_SERVICE.search(name)
    return name if is_name and _WHOLE.fullmatch(name) else mention.text


def with_counted(listed: Sequence[Fact[str]], classes: Iterable[ServiceObject]) -> tuple[Fact[str], ...]:
    """Add the classes of people that are counted and that no words on whom it is for have named."""
    found, said = list(listed), fold("".join(fact.value or "" for fact in listed))
    for one in classes:
        if one.total or fold(one.category) in NOBODY or fold(one.category) in said:
            continue
        found.append(_fact(one.category, one))
        said += fold(one.category)
    return tuple(sorted(found, key=lambda fact: fact.start))


def _fact(words: str, where: Read) -> Fact[str]:
    return Fact[str](
        value=words, evidence=where.evidence, start=where.start, end=where.end, clause=where.clause
    )
