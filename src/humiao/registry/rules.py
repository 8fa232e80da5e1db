"""Pure decisions of the registry: what may stand in a file, and when a spell may begin or end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from humiao.foundation.clock import age_on
from humiao.foundation.decisions import Decision
from humiao.foundation.identity_numbers import (
    OLDEST_BIRTH_YEAR,
    IdNumber,
    IdProblem,
    check_id_number,
    check_phone,
    disability_card,
)
from humiao.programmes.public import Category
from humiao.registry.choices import EXCLUSIVE, LeaveReason, Relation, Sex, age_limit
from humiao.registry.ethnicities import ETHNICITIES
from humiao.registry.labels import label
from humiao.registry.values import NewCategory, NewChild, NewGuardian, NewParticipant

ADULT_AT = 18
_OPEN = date.max
_SEXES, _CATEGORIES = frozenset(Sex), frozenset(Category)
_RELATIONS, _REASONS = frozenset(Relation), frozenset(LeaveReason)


def problems_of_child(
    child: NewChild, *, entered_on: date, today: date, checked: IdNumber | None = None
) -> tuple[Decision, ...]:
    """List everything wrong with a child about to be entered; empty when nothing is.

    `checked` is the child's ID number where it was found sound already.
    """
    return (
        *problems_of_person(child, today=today, checked=checked),
        *_refusals(may_enter(child.born_on, entered_on=entered_on, today=today)),
        *problems_of_categories(child.born_on, child.categories, today=today),
        *problems_of_guardians(child.guardians, today=today),
    )


def problems_of_person(
    child: NewChild, *, today: date, checked: IdNumber | None = None
) -> Iterator[Decision]:
    """Yield what is wrong with name, sex, people, date of birth, ID number, card and phone.

    `checked` is the child's ID number where it was found sound already.
    """
    yield from _name_problems(child.name)
    if child.sex not in _SEXES:
        yield Decision.no("unknown-sex", _("There is no sex code “%(code)s”.") % {"code": child.sex})
    if child.ethnicity and child.ethnicity not in ETHNICITIES:
        reason = _("There is no ethnicity with the code “%(code)s”; it has two digits, such as 01 for Han.")
        yield Decision.no("unknown-ethnicity", reason % {"code": child.ethnicity})
    if child.born_on > today:
        reason = _("The date of birth %(born)s lies after today.") % {"born": shown(child.born_on)}
        yield Decision.no("born-in-future", reason)
    yield from _length_problems(child)
    yield from _id_problems(child, checked, today=today)
    yield from _card_problems(child, today=today)
    yield from problems_of_phone(child.phone)


def may_enter(born_on: date, *, entered_on: date, today: date) -> Decision:
    """Say whether somebody born on a day may come on the roster on another (R20: under 18)."""
    if entered_on > today:
        reason = _("A child can't be entered from %(on)s: that day is still to come.")
        return Decision.no("in-future", reason % {"on": shown(entered_on)})
    if entered_on < born_on:
        reason = _("A child can't be on the roster from %(on)s: it was born later, on %(born)s.")
        return Decision.no("before-birth", reason % {"on": shown(entered_on), "born": shown(born_on)})
    age = age_on(born_on, entered_on)
    if age >= ADULT_AT:
        reason = _("Born on %(born)s, this person is %(age)s on %(on)s; the roster is for those under 18.")
        values = {"born": shown(born_on), "age": age, "on": shown(entered_on)}
        return Decision.no("too-old", reason % values, "R20")
    return Decision.yes()


def may_leave(*, entered_on: date | None, on: date, reason: str, born_on: date, today: date) -> Decision:
    """Say whether a child may leave the roster; `entered_on` is None where it is not on it."""
    if entered_on is None:
        return Decision.no("not-on-roster", _("The child isn't on the roster, so it can't leave it."))
    if reason not in _REASONS:
        text = _("“%(reason)s” is no reason for leaving; the reasons are: %(known)s.")
        return Decision.no("unknown-reason", text % {"reason": reason, "known": ", ".join(LeaveReason)})
    if on > today:
        text = _("A child can't leave on %(on)s: that day is still to come.")
        return Decision.no("in-future", text % {"on": shown(on)})
    order = in_order(entered_on, on)
    if not order:
        return order
    if reason == LeaveReason.TURNED_18 and age_on(born_on, on) < ADULT_AT:
        text = _("Born on %(born)s, the child is still %(age)s on %(on)s; choose another reason or day.")
        values = {"born": shown(born_on), "age": age_on(born_on, on), "on": shown(on)}
        return Decision.no("not-18-yet", text % values)
    return Decision.yes()


def may_re_enter(spells: Sequence[tuple[date, date | None]], *, on: date) -> Decision:
    """Say whether a child that left may come back on a day."""
    if any(left is None for _entered, left in spells):
        return Decision.no("on-roster", _("The child is on the roster already."))
    last = max((left for _entered, left in spells if left), default=date.min)
    if on < last:
        text = _("The child left on %(left)s; it can't come back before that day.")
        return Decision.no("dates-reversed", text % {"left": shown(last)})
    return Decision.yes()


def problems_of_categories(born_on: date, held: Sequence[NewCategory], *, today: date) -> Iterator[Decision]:
    """Yield what is wrong with the categories of one child, each by itself and together."""
    for index, spell in enumerate(held):
        problem = _category_problem(born_on, spell, today)
        if problem is not None:
            yield problem
            return
        for other in held[:index]:
            yield from _refusals(_go_together(other, spell))


def may_hold(born_on: date, held: Sequence[NewCategory], wanted: NewCategory, *, today: date) -> Decision:
    """Say whether a child that holds some categories may be given another."""
    problem = _category_problem(born_on, wanted, today)
    if problem is not None:
        return problem
    return next(_refusals(*(_go_together(other, wanted) for other in held)), Decision.yes())


def problems_of_guardians(guardians: Sequence[NewGuardian], *, today: date) -> Iterator[Decision]:
    """Yield what is wrong with the guardians of one child."""
    if len(guardians) > 1 and sum(g.is_main for g in guardians) > 1:
        yield Decision.no("two-main-guardians", _("A child has one main guardian; more than one is marked."))
    for guardian in guardians:
        yield from problems_of_guardian(guardian, today=today)


def problems_of_guardian(guardian: NewGuardian, *, today: date) -> Iterator[Decision]:
    """Yield what is wrong with one guardian."""
    yield from _name_problems(guardian.name)
    if guardian.relation not in _RELATIONS:
        text = _("“%(relation)s” is no relation of a guardian; the relations are: %(known)s.")
        values = {"relation": guardian.relation, "known": ", ".join(Relation)}
        yield Decision.no("unknown-relation", text % values)
    yield from problems_of_phone(guardian.phone)
    if guardian.id_number:
        checked = check_id_number(guardian.id_number, today=today)
        if isinstance(checked, IdProblem):
            yield Decision.no(f"guardian-id-{checked.code}", _(checked.reason))


def problems_of_phone(phone: str) -> tuple[Decision, ...]:
    """Return what is wrong with a phone number; none is none."""
    checked = check_phone(phone) if phone else None
    return (Decision.no("phone-wrong", _(checked.reason)),) if isinstance(checked, IdProblem) else ()


def problems_of_participant(participant: NewParticipant, *, today: date) -> Iterator[Decision]:
    """Yield what is wrong with a participant."""
    yield from _name_problems(participant.name)
    if not OLDEST_BIRTH_YEAR <= participant.birth_year <= today.year:
        text = _("%(year)s can't be a year of birth; give it in four digits, %(first)s to %(last)s.")
        values = {"year": participant.birth_year, "first": OLDEST_BIRTH_YEAR, "last": today.year}
        yield Decision.no("birth-year-wrong", text % values)
    if participant.consented_on is not None and participant.consented_on > today:
        text = _("The consent is dated %(on)s: that day is still to come.")
        yield Decision.no("in-future", text % {"on": shown(participant.consented_on)})


def may_be_in_place(town: str, village: str, parents: Mapping[str, str]) -> Decision:
    """Say whether town and village are the county's own; `parents` maps each division to its parent."""
    if len(town) != 9 or town not in parents:
        text = _("This county has no town or street with the code “%(code)s”; it has nine digits.")
        return Decision.no("unknown-town", text % {"code": town})
    if parents.get(village) != town:
        text = _("%(town)s has no village or community with the code “%(code)s”; it has twelve digits.")
        return Decision.no("unknown-village", text % {"town": town, "code": village})
    return Decision.yes()


def must_be_in_use(file_number: str, retired_as: str) -> Decision:
    """Refuse a file merged away, entered by mistake or erased: nothing new is written into it."""
    if not retired_as:
        return Decision.yes()
    if retired_as == "erased":
        return Decision.no("file-erased", _("The file %(file)s was erased.") % {"file": file_number})
    text = _("The file %(file)s is no longer in use: it was entered twice or by mistake.")
    return Decision.no("file-retired", text % {"file": file_number})


def may_enrol(
    *,
    file_number: str,
    roster: Iterable[tuple[date, date | None]],
    enrolled: Iterable[tuple[date, date | None]],
    from_on: date,
) -> Decision:
    """Say whether a child may be enrolled from a day: on the roster then, and not enrolled from then on."""
    if not any(_holds_on(spell, from_on) for spell in roster):
        text = _("%(file)s isn't on the roster on %(on)s; put the child on the roster first.")
        return Decision.no("not-on-roster", text % {"file": file_number, "on": shown(from_on)})
    if any((to or _OPEN) > from_on for _begun, to in enrolled):
        text = _("%(file)s is enrolled in this programme already on %(on)s or later.")
        return Decision.no("already-enrolled", text % {"file": file_number, "on": shown(from_on)})
    return Decision.yes()


def may_move(on: date, *, last_moved_on: date | None, today: date) -> Decision:
    """Say whether a home may have moved on a day: no later than today, and after it moved last."""
    if on > today:
        text = _("A move can't be recorded for %(on)s: that day is still to come.")
        return Decision.no("in-future", text % {"on": shown(on)})
    if last_moved_on is not None and on < last_moved_on:
        text = _("The home moved on %(last)s already; it can't have moved before that day.")
        return Decision.no("dates-reversed", text % {"last": shown(last_moved_on)})
    return Decision.yes()


def in_order(first: date, then: date) -> Decision:
    """Say whether two dates stand in order; the same day is in order."""
    if then >= first:
        return Decision.yes()
    text = _("The dates are reversed: it begins on %(first)s and would end before that, on %(then)s.")
    return Decision.no("dates-reversed", text % {"first": shown(first), "then": shown(then)})


def same_version(seen: int, now: int, *, file_number: str) -> Decision:
    """Say whether a file is still as the person saw it."""
    if seen == now:
        return Decision.yes()
    text = _(
        "Somebody else changed the file %(file)s since you opened it (you saw version %(seen)s, "
        "it is now %(now)s). Nothing of yours was saved; open it again and make your change there."
    )
    return Decision.no("changed-meanwhile", text % {"file": file_number, "seen": seen, "now": now})


def shown(day: date) -> str:
    """Write a day as people read it."""
    return date_format(day, "DATE_FORMAT")


def _refusals(*decisions: Decision) -> Iterator[Decision]:
    return (d for d in decisions if not d.allowed)


def _name_problems(name: str) -> tuple[Decision, ...]:
    if not name.strip():
        return (Decision.no("no-name", _("The name is missing.")),)
    if len(name) > 60:
        return (Decision.no("name-too-long", _("The name is longer than 60 characters.")),)
    return ()


def _length_problems(child: NewChild) -> Iterator[Decision]:
    if len(child.no_id_reason) > 100:
        yield _too_long(_("The reason why there is no ID number"), 100)
    if len(child.school) > 100:
        yield _too_long(_("The school"), 100)
    if len(child.grade) > 40:
        yield _too_long(_("The school year"), 40)


def _too_long(field: str, most: int) -> Decision:
    text = _("%(field)s is longer than %(most)s characters.")
    return Decision.no("too-long", text % {"field": field, "most": most})


def _id_problems(child: NewChild, known: IdNumber | None, *, today: date) -> Iterator[Decision]:
    if not child.id_number:
        if not child.no_id_reason:
            yield Decision.no(
                "no-id-number",
                _("Give the ID number, or say why there is none (such as not registered yet)."),
            )
        return
    sound = known if known and known.number == child.id_number else None
    checked = sound or check_id_number(child.id_number, today=today)
    if isinstance(checked, IdProblem):
        yield Decision.no(f"id-{checked.code}", _(checked.reason))
        return
    if checked.born_on != child.born_on:
        text = _("The ID number says born on %(in_number)s, the form says %(typed)s; one of them is wrong.")
        values = {"in_number": shown(checked.born_on), "typed": shown(child.born_on)}
        yield Decision.no("birth-date-differs", text % values)
    if child.sex in (Sex.MALE, Sex.FEMALE) and checked.sex != child.sex:
        text = _("The ID number says %(in_number)s, the form says %(typed)s; one of them is wrong.")
        values = {"in_number": label(Sex, checked.sex), "typed": label(Sex, child.sex)}
        yield Decision.no("sex-differs", text % values)


def _card_problems(child: NewChild, *, today: date) -> Iterator[Decision]:
    if not child.disability_card:
        return
    card = disability_card(child.disability_card, today=today)
    if isinstance(card, IdProblem):
        yield Decision.no(f"card-{card.code}", _(card.reason))


def _category_problem(born_on: date, spell: NewCategory, today: date) -> Decision | None:
    if spell.category not in _CATEGORIES:
        text = _("There is no category “%(code)s”; the categories are: %(known)s.")
        return Decision.no("unknown-category", text % {"code": spell.category, "known": ", ".join(Category)})
    category = Category(spell.category)
    if spell.from_on > today:
        text = _("A category can't be given from %(on)s: that day is still to come.")
        return Decision.no("in-future", text % {"on": shown(spell.from_on)})
    if spell.to_on is not None and not (order := in_order(spell.from_on, spell.to_on)):
        return order
    if spell.from_on < born_on:
        text = _("%(category)s can't hold from %(on)s: the child was born later, on %(born)s.")
        values = {"category": label(Category, category), "on": shown(spell.from_on), "born": shown(born_on)}
        return Decision.no("before-birth", text % values)
    age = age_on(born_on, spell.from_on)
    if age >= age_limit(category):
        text = _(
            "%(category)s is for those under %(limit)s; born on %(born)s, the child is %(age)s on %(on)s."
        )
        reason = text % {
            "category": label(Category, category),
            "limit": age_limit(category),
            "born": shown(born_on),
            "age": age,
            "on": shown(spell.from_on),
        }
        return Decision.no("category-age", reason, "R20")
    return None


def _go_together(one: NewCategory, other: NewCategory) -> Decision:
    if one.from_on >= (other.to_on or _OPEN) or other.from_on >= (one.to_on or _OPEN):
        return Decision.yes()
    if one.category == other.category:
        text = _("The child holds the category already: %(one)s.")
        return Decision.no("category-held", text % _both(one, other))
    if any({one.category, other.category} <= group for group in EXCLUSIVE):
        text = _(
            "A child can't be both at once: %(one)s, and %(other)s. End the one before giving the other."
        )
        return Decision.no("categories-exclude", text % _both(one, other))
    return Decision.yes()


def _both(one: NewCategory, other: NewCategory) -> dict[str, str]:
    return {"one": label(Category, one.category), "other": label(Category, other.category)}


def _holds_on(spell: tuple[date, date | None], day: date) -> bool:
    begun, ended = spell
    return begun <= day < (ended or _OPEN)
