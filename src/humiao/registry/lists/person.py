"""Reading one row as a child: each column by its reader, each problem under its own column."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from humiao.foundation.identity_numbers import IdProblem, check_id_number
from humiao.registry.lists import cells
from humiao.registry.lists.cells import Bad, Month
from humiao.registry.lists.columns import FLAG, Column
from humiao.registry.lists.headings import Head
from humiao.registry.lists.places import Found, Gazetteer
from humiao.registry.lists.values import ReadRow
from humiao.registry.lists.workbook import Cell
from humiao.registry.values import NewGuardian

_NOT_THERE = -1
_TEXTS = (
    (Column.SCHOOL, "school", 100), (Column.GRADE, "grade", 40), (Column.WISHES, "wishes", 500),
    (Column.HEALTH, "health", 500), (Column.HOUSEHOLD, "household", 60),
)  # fmt: skip
_PARENTS = (
    ("father", Column.FATHER, Column.FATHER_PHONE, Column.FATHER_ID),
    ("mother", Column.MOTHER, Column.MOTHER_PHONE, Column.MOTHER_ID),
)
_LONGEST_NAME = 60


class RowReader:
    """Read the rows of one sheet."""

    def __init__(self, head: Head, gazetteer: Gazetteer, today: date, place: Found) -> None:
        known = head.columns
        self._at = {column: known.get(column, _NOT_THERE) for column in Column}
        self._flags = [(column[len(FLAG) :], at) for column, at in known.items() if column.startswith(FLAG)]
        self._texts = [(c, name, most) for c, name, most in _TEXTS if self._at[c] != _NOT_THERE]
        self._headings = {h.column: h.text for h in reversed(head.headings) if h.column}
        self._gazetteer, self._today, self._place = gazetteer, today, place
        self._has_parents = any(self._at[c] != _NOT_THERE for c in (Column.FATHER, Column.MOTHER))

    def read(self, sheet: str, number: int, cells_: list[Cell]) -> ReadRow:
        """Read one row."""
        row, made = [*cells_, ""], ReadRow(sheet, number, headings=self._headings)
        made.name = self._or_bad(made, Column.NAME, cells.name(row[self._at[Column.NAME]])) or ""
        if not made.name and not made.problems:
            made.bad(Column.NAME, _("The name is missing."))
        self._identity(made, row)
        self._where(made, row)
        self._texts_of(made, row)
        self._categories(made, row)
        self._guardians(made, row)
        return made

    def _or_bad(self, made: ReadRow, column: str, value: Any) -> Any:
        """Return the value; a bad one is noted and read as nothing."""
        if isinstance(value, Bad):
            made.bad(column, value.reason)
            return None
        return value

    def _identity(self, made: ReadRow, row: list[Any]) -> None:
        at = self._at
        number = self._or_bad(made, Column.ID_NUMBER, cells.id_number(row[at[Column.ID_NUMBER]]))
        was_bad = number is None
        number = self._without_number(made, row, number or "")
        checked = check_id_number(number, today=self._today) if number else None
        if isinstance(checked, IdProblem):
            made.bad(Column.ID_NUMBER, _(checked.reason))
            was_bad, checked = True, None
        made.id_number, made.checked = number, checked
        problems = len(made.problems)
        born = self._or_bad(made, Column.BORN_ON, cells.day(row[at[Column.BORN_ON]]))
        sex = self._or_bad(made, Column.SEX, cells.sex(row[at[Column.SEX]]))
        unread = len(made.problems) > problems
        if isinstance(born, Month):
            born = self._day_of_month(made, born, checked.born_on if checked else None)
            unread |= born is None
        made.is_birth_told = born is not None
        made.born_on = born or (checked.born_on if checked else None)
        made.sex = sex or (checked.sex if checked else "")
        if not was_bad and not unread:
            self._missing(made)
        people = cells.said(row[at[Column.ETHNICITY]])
        made.ethnicity = self._or_bad(made, Column.ETHNICITY, cells.ethnicity(people)) or "" if people else ""

    def _without_number(self, made: ReadRow, row: list[Any], number: str) -> str:
        """Return the number, or nothing and why where words stand in its place."""
        reason = cells.said(row[self._at[Column.NO_ID_REASON]])
        if number and not any(c.isdigit() for c in number):
            reason, number = reason or number, ""
        if not number and not reason:
            remark = cells.said(row[self._at[Column.REMARK]])
            reason = remark if any(w in remark for w in cells.words("no_id") if len(w) > 1) else ""
        made.no_id_reason = "" if number else reason[:100]
        return number

    def _day_of_month(self, made: ReadRow, month: Month, born_on: date | None) -> date | None:
        if born_on and (born_on.year, born_on.month) == (month.year, month.month):
            return born_on
        if born_on:
            text = _("The ID number says another month of birth than the list; one of them is wrong.")
            made.bad(Column.BORN_ON, text)
            return None
        made.bad(Column.BORN_ON, _("Only year and month are given; add the day of birth."))
        return None

    def _missing(self, made: ReadRow) -> None:
        if made.born_on is None and not made.id_number:
            column = Column.BORN_ON if self._at[Column.BORN_ON] != _NOT_THERE else Column.ID_NUMBER
            made.bad(column, _("Neither an ID number nor a date of birth is given."))
        elif not made.sex:
            made.bad(Column.SEX, _("The sex is missing, and no ID number tells it."))

    def _where(self, made: ReadRow, row: list[Any]) -> None:
        at = self._at
        address = cells.said(row[at[Column.ADDRESS]]) or cells.said(row[at[Column.REGISTERED_AT]])
        made.address = address[:300]
        made.home_phone = self._or_bad(made, Column.HOME_PHONE, cells.phone(row[at[Column.HOME_PHONE]])) or ""
        town = cells.said(row[at[Column.TOWN]])
        village = cells.said(row[at[Column.VILLAGE]])
        place = cells.said(row[at[Column.PLACE]])
        of_place = self._gazetteer.within(place) if place else Found()
        found: str | None = of_place.town
        if town:
            found = self._or_bad(made, Column.TOWN, self._gazetteer.town(town))
            if found is None:
                return
        if village:
            self._village(made, village, found or "")
            return
        made.town = found or self._place.town
        made.village = of_place.village or self._unsaid_village(address or town, made.town)
        if not made.village:
            self._no_village(made)
        elif not made.town:
            made.town = self._gazetteer.parent(made.village)

    def _village(self, made: ReadRow, village: str, town: str) -> None:
        said = self._gazetteer.village(village, town)
        if isinstance(said, Bad) and not town and self._place.town:
            said = self._gazetteer.village(village, self._place.town)
        code = self._or_bad(made, Column.VILLAGE, said)
        if code:
            made.village, made.town = code, self._gazetteer.parent(code)

    def _unsaid_village(self, address: str, town: str) -> str:
        """Return the village of a row that names none: the address's, else the sheet's."""
        found = self._gazetteer.within(address, town).village if address else ""
        if found:
            return found
        return self._place.village if self._place.town == town else ""

    def _no_village(self, made: ReadRow) -> None:
        if not made.town:
            column = Column.TOWN if self._at[Column.TOWN] != _NOT_THERE else Column.PLACE
            made.bad(column, _("The town or street is missing."))
        else:
            made.bad(Column.VILLAGE, _("The village or community is missing."))

    def _texts_of(self, made: ReadRow, row: list[Any]) -> None:
        for column, name, most in self._texts:
            text = cells.said(row[self._at[column]])
            if len(text) > most:
                reason = _("The text is longer than %(most)s characters.") % {"most": most}
                made.bad(column, reason)
            else:
                setattr(made, name, text)
        made.phone = self._or_bad(made, Column.PHONE, cells.phone(row[self._at[Column.PHONE]])) or ""
        card = cells.id_number(row[self._at[Column.DISABILITY_CARD]])
        made.disability_card = self._or_bad(made, Column.DISABILITY_CARD, card) or ""
        entered = self._or_bad(made, Column.ENTERED_ON, cells.day(row[self._at[Column.ENTERED_ON]]))
        made.entered_on = date(entered.year, entered.month, 1) if isinstance(entered, Month) else entered
        if isinstance(entered, Month) and made.born_on and made.entered_on and made.entered_on < made.born_on:
            made.entered_on = made.born_on

    def _categories(self, made: ReadRow, row: list[Any]) -> None:
        text = cells.said(row[self._at[Column.CATEGORIES]])
        told = cells.said(row[self._at[Column.DISABILITY_GRADE]])
        kind = cells.said(row[self._at[Column.DISABILITY_KIND]])
        codes, loose, left = cells.categories(text) if text else ((), False, "")
        if left:
            reason = _("“%(text)s” is no category that is known here.") % {"text": left[:40]}
            made.bad(Column.CATEGORIES, reason)
        if loose:
            codes = (*codes, self._by_grade(made, f"{kind} {told}"))
        for code, at in self._flags:
            if self._or_bad(made, f"{FLAG}{code}", cells.is_yes(row[at])):
                codes = (*codes, code)
        made.categories = tuple(dict.fromkeys(str(c) for c in codes))
        of_card = " ".join(t for t in (kind, told) if t)
        if of_card and of_card not in made.health:
            made.health = "；".join(t for t in (made.health, of_card) if t)[:500]

    def _by_grade(self, made: ReadRow, told: str) -> str:
        """Return the category of a disability whose grade stands in another column, or on the card."""
        grade = cells.disability(told)
        card = made.disability_card
        if not grade.grade and len(card) >= 20 and card[18:20].isdecimal():
            grade = cells.Disability(int(card[18]), int(card[19]))
        if not grade.grade:
            made.notes.append(_("A disability without its grade was taken as not severe."))
        return grade.category

    def _guardians(self, made: ReadRow, row: list[Any]) -> None:
        at = self._at
        found: list[NewGuardian] = []
        name = self._guardian_name(made, Column.GUARDIAN, row[at[Column.GUARDIAN]])
        phone = self._or_bad(made, Column.GUARDIAN_PHONE, cells.phone(row[at[Column.GUARDIAN_PHONE]])) or ""
        number = self._adult_id(made, Column.GUARDIAN_ID, row[at[Column.GUARDIAN_ID]])
        parents = self._parents(made, row) if self._has_parents else []
        if name:
            relation = self._relation(made, row, name, parents)
            found.append(NewGuardian(name, relation, True, phone=phone, id_number=number))
            parents = [p for p in parents if p.name != name]
        elif parents:
            first = parents[0]
            main = NewGuardian(
                first.name,
                first.relation,
                True,
                phone=first.phone or phone,
                id_number=first.id_number or number,
            )
            found, parents = [main], parents[1:]
        elif phone and not made.home_phone:
            made.home_phone = phone  # a number nobody is named for is the home's
        made.guardians = (*found, *parents)

    def _guardian_name(self, made: ReadRow, column: str, cell: Any) -> str:
        text = cells.said(cell)
        if not text or text in cells.words("dead"):
            return ""
        name = self._or_bad(made, column, cells.name(text)) or ""
        if len(name) > _LONGEST_NAME:
            made.bad(column, _("The name is longer than 60 characters."))
            return ""
        return str(name)

    def _relation(self, made: ReadRow, row: list[Any], name: str, parents: list[NewGuardian]) -> str:
        text = cells.said(row[self._at[Column.RELATION]])
        known = next((p.relation for p in parents if p.name == name), "")
        if not text:
            return known or "other_relative"
        code = self._or_bad(made, Column.RELATION, cells.relation(text))
        if code in ("father", "mother") and len(text) == 2 and text[1] in "子女" and known:
            return known
        return code or "other_relative"

    def _parents(self, made: ReadRow, row: list[Any]) -> list[NewGuardian]:
        found = []
        for relation, column, phone_column, id_column in _PARENTS:
            text = cells.text_of(row[self._at[column]])
            if not text or any(w in text for w in ("亡", "故", "去世", "失踪", "失联", "出走")):
                continue
            name = self._guardian_name(made, column, text.partition("(")[0])
            if name:
                phone = self._or_bad(made, phone_column, cells.phone(row[self._at[phone_column]])) or ""
                number = self._adult_id(made, id_column, row[self._at[id_column]])
                found.append(NewGuardian(name, relation, phone=phone, id_number=number))
        return found

    def _adult_id(self, made: ReadRow, column: str, cell: Any) -> str:
        number = self._or_bad(made, column, cells.id_number(cell, is_adult=True)) or ""
        return number if any(c.isdigit() for c in number) else ""
