"""The people of a genogram from what is on file, and the drawing as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from humiao.foundation.identity_numbers import check_id_number, mask_name
from humiao.registry.choices import Relation, Sex
from humiao.registry.family.choices import Kin, LifeKind, Union
from humiao.registry.family.genogram import CHILD, SYMBOL, Person, Placed, layout
from humiao.registry.family.genogram_lines import HALF, home_of, lines_of
from humiao.registry.family.rules import sex_of
from humiao.registry.family.values import Family, Member
from humiao.registry.labels import label
from humiao.registry.values import ChildFile

_LINE = 8  # characters of a name on one line
_UNKNOWN_BIRTH = 9999
_SHAPES = {Sex.MALE: "square", Sex.FEMALE: "circle"}
# A guardian who isn't among the members of the family is drawn too; bodies aren't people.
_KIN_OF = {
    Relation.ADULT_SIBLING: Kin.SIBLING,
    Relation.UNCLE_OR_AUNT: Kin.OTHER_RELATIVE,
    Relation.OTHER_RELATIVE: Kin.OTHER_RELATIVE,
    Relation.OTHER_PERSON: Kin.OTHER_PERSON,
    **{Relation(k.value): k for k in Kin if k.value in set(Relation) and k.value[:5] != "other"},
}


@dataclass(frozen=True)
class PersonRow:
    """A person of the genogram's table, for those who don't see the drawing."""

    name: str
    kin: str
    born: str
    state: str


@dataclass(frozen=True)
class Drawing:
    """A genogram: the drawing, and the same in words."""

    svg: str
    rows: tuple[PersonRow, ...]
    title: str


def draw_family(file: ChildFile, family: Family, *, masked: bool) -> Drawing:
    """Draw the family as it stands, with names masked where the file's are."""
    people = list(people_of(file, family, masked=masked))
    drawn = layout(people)
    title = _("Genogram of %(name)s") % {"name": people[0].name}
    rows = tuple(_row(person) for person in people)
    told = "；".join(f"{row.kin} {row.name}{f'（{row.state}）' if row.state else ''}" for row in rows)
    context = {
        "width": drawn.width,
        "height": drawn.height,
        "title": title,
        "desc": told,
        "boxes": home_of(drawn),
        "lines": lines_of(drawn),
        "people": [_symbol(placed) for placed in drawn.placed.values()],
    }
    return Drawing(render_to_string("registry/family/genogram.svg", context), rows, title)


def people_of(file: ChildFile, family: Family, *, masked: bool) -> Iterator[Person]:
    """Yield the child, the members on file, then siblings with files and guardians who aren't among them."""

    def shown(name: str) -> str:
        return mask_name(name) if masked else name

    yield Person(CHILD, "", file.sex, shown(file.name), _("the child"), file.born_on.year, lives_in=True)
    members = [(e.subject, e.body) for e in family.of(LifeKind.MEMBER) if isinstance(e.body, Member)]
    for subject, member in members:
        yield _member(str(subject), member, shown(member.name))
    named = {m.name for _subject, m in members}
    for sibling in file.siblings:
        if sibling.name not in named:
            kin = (
                Kin.BROTHER
                if sibling.sex == Sex.MALE
                else Kin.SISTER
                if sibling.sex == Sex.FEMALE
                else Kin.SIBLING
            )
            note = label(Kin, kin)
            yield Person(
                str(sibling.id),
                kin,
                sibling.sex,
                shown(sibling.name),
                note,
                sibling.born_on.year,
                lives_in=True,
            )
    linked = {m.guardian_id for _subject, m in members}
    taken = {m.kin for _subject, m in members}
    for guardian in file.guardians:
        known = _KIN_OF.get(Relation(guardian.relation)) if guardian.relation in set(Relation) else None
        if known is None or guardian.ended_on or guardian.id in linked or guardian.name in named:
            continue
        if known in taken and known in _ONE_OF_A_KIND:
            continue
        born = _year_of(guardian.id_number) or _UNKNOWN_BIRTH
        note = label(Relation, guardian.relation)
        at_home = guardian.lives_with
        who = shown(guardian.name)
        yield Person(str(guardian.id), known, sex_of(known), who, note, born, lives_in=at_home)


_ONE_OF_A_KIND = frozenset(
    {Kin.FATHER, Kin.MOTHER, Kin.PATERNAL_GRANDFATHER, Kin.PATERNAL_GRANDMOTHER, Kin.MATERNAL_GRANDFATHER,
     Kin.MATERNAL_GRANDMOTHER}
)  # fmt: skip


def _member(key: str, member: Member, name: str) -> Person:
    born = member.birth_year or _year_of(member.id_number) or _UNKNOWN_BIRTH
    return Person(
        key,
        member.kin,
        member.sex if member.sex in (Sex.MALE, Sex.FEMALE) else sex_of(member.kin),
        name,
        label(Kin, member.kin),
        born,
        is_dead=member.is_dead,
        lives_in=member.lives_in and not member.is_dead,
        union=member.union,
    )


def _year_of(id_number: str) -> int | None:
    checked = check_id_number(id_number, today=date.max) if id_number else None
    return getattr(getattr(checked, "born_on", None), "year", None)


def _row(person: Person) -> PersonRow:
    states = [_("died")] if person.is_dead else [_("lives in the home")] if person.lives_in else []
    states += [label(Union, person.union)] if person.union else []
    born = "" if person.born == _UNKNOWN_BIRTH else str(person.born)
    return PersonRow(person.name, person.note, born, "，".join(states))


def _symbol(placed: Placed) -> dict[str, object]:
    person = placed.person
    words = [*_name_lines(person.name), _under(person)] if person.is_known else [_("not on file")]
    x, y = placed.x, placed.y
    return {
        "shape": _SHAPES.get(Sex(person.sex) if person.sex in set(Sex) else Sex.UNKNOWN, "diamond"),
        "x": x,
        "y": y,
        "left": x - HALF,
        "top": y - HALF,
        "right": x + HALF,
        "bottom": y + HALF,
        "side": SYMBOL,
        "radius": HALF,
        "inner_left": x - HALF + 5,
        "inner_top": y - HALF + 5,
        "inner_right": x + HALF - 5,
        "inner_bottom": y + HALF - 5,
        "inner_side": SYMBOL - 10,
        "inner_radius": HALF - 5,
        "is_child": person.kin == "" and person.is_known,
        "is_dead": person.is_dead,
        "is_known": person.is_known,
        "words": [(y + HALF + 18 + n * 16, line, n == len(words) - 1) for n, line in enumerate(words)],
    }


def _under(person: Person) -> str:
    return person.note if person.born == _UNKNOWN_BIRTH else f"{person.note} {person.born}"


def _name_lines(name: str) -> list[str]:
    """Break a long name at its dot, else after eight characters; the third line ends it."""
    if len(name) <= _LINE:
        return [name]
    head, dot, tail = name.partition("·")
    if not dot or len(head) + 1 > _LINE:
        head, tail = name[:_LINE], name[_LINE:]
    return [
        head + dot if dot and len(head) < _LINE else head,
        tail if len(tail) <= _LINE else f"{tail[: _LINE - 1]}…",
    ]


def rows_in_words(rows: Iterable[PersonRow]) -> list[tuple[str, str, str, str]]:
    """Return the genogram's table as text."""
    return [(row.kin, row.name, row.born, row.state) for row in rows]
