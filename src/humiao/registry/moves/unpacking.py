"""Writing what came along with a child into its new file: family and life, papers and their scans."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from humiao.access.public import Actor
from humiao.foundation.trail.public import Act, record_many
from humiao.registry.categories import rules
from humiao.registry.categories.choices import Parent, Situation
from humiao.registry.categories.commands.reaching import Attachment, ProofInput, write_proof
from humiao.registry.categories.rules import NewProof
from humiao.registry.commands import checks
from humiao.registry.family.commands.recording import subject_of
from humiao.registry.family.values import Body, code_of, kind_of, read_body, written
from humiao.registry.models import CategorySpell, Child, LifeEntry, ParentSituation
from humiao.registry.moves.luggage import MOST_ENTRIES, MOST_SCAN_BYTES
from humiao.registry.moves.sealing import BadPackage, opened_scan

_MOST_CODE = 40  # as long as an entry's code may be


@dataclass(frozen=True)
class _LifeRow:
    subject: int
    body: Body
    from_on: date
    to_on: date | None


@dataclass(frozen=True)
class Luggage:
    """What a package brings beside the person, read and checked before anything is written."""

    life: tuple[_LifeRow, ...]
    papers: tuple[tuple[str, date, ProofInput], ...]  # by category and its first day
    situations: tuple[tuple[ParentSituation, tuple[ProofInput, ...]], ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return how much came, for the trail."""
        given = [paper for _c, _d, paper in self.papers] + [p for _s, some in self.situations for p in some]
        scans = sum(paper.file is not None for paper in given)
        return {"life": len(self.life), "papers": len(given), "scans": scans}


def read_luggage(head: dict[str, Any], body: dict[str, Any], *, place: str) -> Luggage:
    """Read a package's luggage; raises `BadPackage` where any of it is none. Packages of before have none."""
    try:
        return _Reader(head, body, place).read()
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, ValidationError) as error:
        raise BadPackage("unreadable") from error


def unpack(child_id: UUID, luggage: Luggage, *, by: Actor, at: datetime) -> None:
    """Write the luggage into the file just made, within the caller's transaction."""
    child = Child.objects.get(pk=child_id)
    today = checks.day_of(at)
    given = [paper for *_of, paper in luggage.papers] + [p for _s, some in luggage.situations for p in some]
    checks.refuse_any(p for paper in given for p in rules.problems_of_proof(paper.proof, today=today))
    spells = {(s.category, s.from_on): s for s in CategorySpell.objects.filter(child=child)}
    for category, from_on, paper in luggage.papers:
        write_proof(child, paper, spell=spells[category, from_on], by=by, at=at)
    for row, papers in luggage.situations:
        row.child, row.recorded_at, row.recorded_by = child, at, by.account_id
        row.save(force_insert=True)
        for paper in papers:
            write_proof(child, paper, situation=row, by=by, at=at)
    _write_life(child, luggage.life, by=by, at=at)


def _write_life(child: Child, rows: tuple[_LifeRow, ...], *, by: Actor, at: datetime) -> None:
    subjects: dict[int, UUID] = {}
    versions: dict[UUID, int] = {}
    entries, acts = [], []
    for row in rows:
        subject = subjects.setdefault(row.subject, subject_of(child.pk, row.body))
        versions[subject] = version = versions.get(subject, 0) + 1
        entry = LifeEntry(
            child=child, kind=kind_of(row.body).value, subject=subject, version=version,
            code=code_of(row.body), from_on=row.from_on, to_on=row.to_on, body=written(row.body),
            by_post_id=by.post_id, recorded_at=at,
        )  # fmt: skip
        entries.append(entry)
        acts.append(Act("receive-life", entry.kind, subject, child.pk, {"version": version},
                        {"new": json.loads(entry.body)}))  # fmt: skip
    LifeEntry.objects.bulk_create(entries)
    record_many(acts, actor=by.account_id, role=by.role, at=at)


class _Reader:
    """Reads one package; each scan is opened once, and all of them are bounded together."""

    def __init__(self, head: dict[str, Any], body: dict[str, Any], place: str) -> None:
        self._body, self._place, self._size = body, place, 0
        self._sealed: Sequence[str] = head.get("scans", [])
        self._names: Sequence[str] = body.get("scan_names", [])
        self._key = bytes.fromhex(body.get("scan_key", ""))
        self._left = MOST_ENTRIES

    def read(self) -> Luggage:
        life = tuple(self._life(row) for row in self._body.get("life", ()))
        papers = tuple(
            (held["category"], date.fromisoformat(held["from_on"]), paper)
            for held in self._body["categories"]
            for paper in self._papers(held)
        )
        situations = tuple(
            (self._situation(row), self._papers(row)) for row in self._body.get("situations", ())
        )
        return Luggage(life, papers, situations)

    def _life(self, row: dict[str, Any]) -> _LifeRow:
        self._count()
        body = read_body(row["kind"], json.dumps(row["body"]))
        from_on, to_on = date.fromisoformat(row["from_on"]), _day(row["to_on"])
        if (to_on is not None and to_on < from_on) or len(code_of(body)) > _MOST_CODE:
            raise ValueError(row["kind"])
        return _LifeRow(int(row["subject"]), body, from_on, to_on)

    def _situation(self, row: dict[str, Any]) -> ParentSituation:
        self._count()
        return ParentSituation(
            parent=Parent(row["parent"]).value,
            situation=Situation(row["situation"]).value,
            from_on=date.fromisoformat(row["from_on"]),
            until_on=_day(row["until_on"]),
            ended_on=_day(row["ended_on"]),
        )

    def _papers(self, held: dict[str, Any]) -> tuple[ProofInput, ...]:
        return tuple(self._paper(row) for row in held.get("papers", ()))

    def _paper(self, row: dict[str, Any]) -> ProofInput:
        self._count()
        days = {name: _day(row[name]) for name in ("issued_on", "valid_to")}
        proof = NewProof(str(row["kind"]), str(row["number"]), str(row["issuer"]), **days)
        return ProofInput(proof, self._scan(int(row["scan"])) if "scan" in row else None)

    def _scan(self, number: int) -> Attachment:
        data = opened_scan(self._sealed[number], self._key, place=f"{self._place}|{number}")
        self._size += len(data)
        if self._size > MOST_SCAN_BYTES:
            raise ValueError(number)
        return Attachment(str(self._names[number]), data)

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise ValueError(MOST_ENTRIES)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
