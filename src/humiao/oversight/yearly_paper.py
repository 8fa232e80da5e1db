"""The yearly audit as a paper, for PDF and Word."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from humiao.access.exports.public import Stamp
from humiao.desk.papers.paper import Chapter, Paper, Table, Words
from humiao.foundation.bilingual import readers_language
from humiao.oversight.yearly import Section


def audit_paper(sections: Iterable[Section], *, year: int, county: str, stamp: Stamp) -> Paper:
    """Set the audit as a paper."""
    head = (_("What is counted"), _("Number"), _("Counted by"))
    chapters = tuple(
        Chapter(
            section.title,
            (
                *((Words("", section.note),) if section.note else ()),
                Table("", head, tuple((x.name, x.value, x.query) for x in section.lines), (5, 5, 4)),
            ),
        )
        for section in sections
    )
    signed = Table(
        "",
        (_("Post"), _("Name"), _("Signature"), _("Day")),
        (
            (_("Audit administrator"), "", "", ""),
            (_("Security administrator"), "", "", ""),
            (_("Bureau leader"), "", "", ""),
        ),
        (3, 3, 4, 3),
    )
    return Paper(
        title=_("Yearly audit of access"),
        county=county,
        name=str(year),
        number=str(year),
        cover=(
            (_("Year"), str(year)),
            (_("Basis"), _("Regulations on Minors Online 37; Personal Information Protection Law 54")),
            (_("Made by"), stamp.taken_by),
            (_("Made on"), stamp.moment),
            (_("Export"), stamp.number),
        ),
        mark=stamp.mark,
        trace=stamp.trace,
        chapters=(*chapters, Chapter(_("Signed"), (signed,))),
        contents=_("Contents"),
        none=_("None in this year"),
        language=readers_language(),
        notes=(_("Holds no child's name. Each number bears the name of the query that counted it."),),
    )
