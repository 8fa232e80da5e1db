"""Handing a child's file over to another county, and receiving one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import BaseModel

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.context import current_county
from humiao.foundation.decisions import Conflict, Decision, Refused, require
from humiao.foundation.files.public import Form, look
from humiao.foundation.ids import new_id
from humiao.foundation.places.public import county
from humiao.foundation.trail.public import Act, record_many
from humiao.registry.choices import LeaveReason
from humiao.registry.commands import checks
from humiao.registry.commands.entering import enter_child
from humiao.registry.commands.roster import take_off_roster
from humiao.registry.models import Child, HandOver, PeerCounty, ReceivedPackage, RosterSpell
from humiao.registry.moves.contents import body_of, child_of
from humiao.registry.moves.envelopes import Body, KeyCard, Package, Receipt, in_form
from humiao.registry.moves.luggage import Scans, pack_scans, papers_of
from humiao.registry.moves.sealing import (
    FORMAT,
    BadPackage,
    checked,
    digest_of,
    opened,
    parsed,
    public_keys,
    sealed_for,
    signed,
)
from humiao.registry.moves.unpacking import Luggage, read_luggage, unpack
from humiao.registry.restricted.marking import mark
from humiao.registry.rules import in_order
from humiao.registry.scope import reachable_children
from humiao.registry.values import EnteredChild, NewChild, NewHousehold

_CLAUSE = "R23"


def key_card() -> str:
    """Return the open county's key card, which other counties enter once."""
    code = current_county()
    signing, sealing = public_keys(code)
    card = {"format": FORMAT, "kind": "key-card", "county": code, "name": county(code).name}
    return signed({**card, "signing_key": signing, "sealing_key": sealing}, by_county=code)


def enter_key_card(*, text: str, by: Actor, at: datetime) -> str:
    """Enter another county's key card, after its fingerprint was compared by telephone; returns its code."""
    by = checks.permitted(by, Permission.HAND_OVER_CHILD)
    card = _read(lambda: checked(text, str(parsed(text).get("signing_key", ""))), KeyCard)
    require(may_enter_card(card["county"], code=current_county()))
    PeerCounty.objects.update_or_create(
        code=card["county"],
        defaults={
            "name": card["name"],
            "signing_key": card["signing_key"],
            "sealing_key": card["sealing_key"],
            "recorded_at": at,
        },
    )
    plain = {"county": card["county"], "fingerprint": digest_of(card["signing_key"])[:16]}
    checks.sign(Act("enter-key-card", "peer-county", plain=plain), by=by, at=at)
    return str(card["county"])


def hand_over(
    *, child_id: UUID, to_county: str, on: date, grant_reason: str = "", by: Actor, at: datetime
) -> UUID:
    """Make the signed package of a child's file for another county; returns the hand-over's id.

    With a `grant_reason` sealed categories go along, which needs the permission to grant it. The child stays
    on the roster until the receipt comes or a person confirms.
    """
    by = checks.permitted(by, Permission.HAND_OVER_CHILD)
    if grant_reason:
        by.must(Permission.GRANT_SEALED)
    child = checks.lock_child(child_id, by=by)
    peer = _peer(to_county)
    spell = RosterSpell.objects.filter(child=child, left_on__isnull=True).first()
    entered_on = spell.entered_on if spell else None
    is_open = HandOver.objects.filter(child=child, ended_at__isnull=True).exists()
    require(may_hand_over(entered_on=entered_on, is_open=is_open, on=on, today=checks.day_of(at)))
    row_id, with_sealed = new_id(), bool(grant_reason)
    packed = _pack(child, peer, row_id, on, with_sealed=with_sealed)
    HandOver.objects.create(
        id=row_id,
        child=child,
        to_county=to_county,
        to_name=peer.name,
        hand_over_on=on,
        with_sealed=with_sealed,
        grant_reason=grant_reason,
        digest=digest_of(packed.text),
        package=packed.text,
        note=_told_of_scans(packed.scans.left),
        recorded_at=at,
    )
    plain: dict[str, Any] = {"to": to_county, "on": on.isoformat(), "sealed": with_sealed}
    plain |= {"scans": len(packed.scans.taken), "scans_left": packed.scans.left}
    acts = [look(file, form=Form.ORIGINAL) for file in packed.scans.taken]
    acts.append(Act("hand-over-child", "hand-over", row_id, child_id, plain))
    record_many(acts, actor=by.account_id, role=by.role, at=at)
    return row_id


@dataclass(frozen=True)
class _Packed:
    text: str
    scans: Scans


def _pack(child: Child, peer: PeerCounty, row_id: UUID, on: date, *, with_sealed: bool) -> _Packed:
    """Seal what goes along for the other county and sign all of it, the scans included."""
    code, place = current_county(), f"{row_id}|{peer.code}"
    papers = papers_of(child, with_sealed=with_sealed)
    scans = pack_scans(papers.files, place=place)
    body = body_of(child, papers, scans, with_sealed=with_sealed)
    content = {
        "format": FORMAT, "kind": "package", "id": str(row_id), "from": code, "from_name": county(code).name,
        "to": peer.code, "hand_over_on": on.isoformat(),
        "body": sealed_for(body, peer.sealing_key, place=place), "scans": scans.sealed,
    }  # fmt: skip
    return _Packed(signed(content, by_county=code), scans)


def _told_of_scans(left: int) -> str:
    if not left:
        return ""
    text = _("%(left)s scans didn't fit and stay here; send them another way.")
    return text % {"left": left}


def package_of(hand_over_id: UUID, *, by: Actor) -> str:
    """Return the text of a package to be sent; raises `NotReached` outside the actor's reach."""
    by = checks.permitted(by, Permission.HAND_OVER_CHILD)
    row = HandOver.objects.filter(pk=hand_over_id, ended_at__isnull=True).first()
    if row is None or not reachable_children(by.scope).filter(pk=row.child_id).exists():
        raise NotReached
    return str(row.package)


def receive_package(
    *, text: str, town_code: str, village_code: str, address: str = "", by: Actor, at: datetime
) -> tuple[EnteredChild, str]:
    """Put the child of another county's package on the roster; returns the new file and the signed receipt.

    Refused where the package is tampered with, from an unknown county, for somebody else, or received before.
    A file that was restricted there is restricted here.
    """
    by = checks.permitted(by, Permission.HAND_OVER_CHILD)
    head = _read(lambda: parsed(text), Package)
    peer = _peer(head["from"])
    head = _read(lambda: checked(text, peer.signing_key), Package)
    code, digest = current_county(), digest_of(text)
    require(may_receive(head, code=code, known=_received(head)))
    body = _read_body(head, code)
    basis = _("Moved in from %(name)s %(file)s") % {"name": peer.name, "file": body["file"]}
    child = _child_of(body, date.fromisoformat(head["hand_over_on"]))
    home = NewHousehold(town_code, village_code, address)
    luggage = _read_luggage(head, body, code)
    checks.require_place(town_code, village_code, by.scope)
    made = enter_child(child=child, home=home, is_new_home=True, basis=basis, by=by, at=at)
    unpack(made.id, luggage, by=by, at=at)
    if body.get("is_restricted"):
        mark([made.id], is_by_category=False, by=by, at=at)
    receipt = signed(
        {
            "format": FORMAT, "kind": "receipt", "package": head["id"], "digest": digest, "from": code,
            "to": peer.code, "received_on": checks.day_of(at).isoformat(), "file": made.file_number,
        },
        by_county=code,
    )  # fmt: skip
    ReceivedPackage.objects.create(
        id=UUID(head["id"]),
        from_county=peer.code,
        from_name=peer.name,
        from_file=body["file"],
        digest=digest,
        child_id=made.id,
        received_on=checks.day_of(at),
        receipt=receipt,
        recorded_at=at,
    )
    plain = {"from": peer.code, "file": body["file"], "package": head["id"], **luggage.counts}
    checks.sign(Act("receive-package", "received-package", UUID(head["id"]), made.id, plain), by=by, at=at)
    return made, receipt


def enter_receipt(*, text: str, by: Actor, at: datetime) -> UUID:
    """Enter the receipt of a package: the child leaves the roster on the hand-over day; returns the child."""
    by = checks.permitted(by, Permission.HAND_OVER_CHILD)
    head = _read(lambda: parsed(text), Receipt)
    peer = _peer(head["from"])
    receipt = _read(lambda: checked(text, peer.signing_key), Receipt)
    row, child = _open_row(UUID(receipt["package"]), by)
    if (receipt["digest"], receipt["from"]) != (row.digest, row.to_county):
        raise Refused(Decision.no("other-receipt", _("The receipt is of another package."), _CLAUSE))
    return _end(row, child, "received", str(receipt["file"]), by=by, at=at)


def confirm_hand_over(*, hand_over_id: UUID, note: str, by: Actor, at: datetime) -> UUID:
    """Confirm by oneself that the other county took the child over, saying how one knows."""
    by = checks.permitted(by, Permission.HAND_OVER_CHILD)
    if not note.strip():
        raise Refused(Decision.no("no-note", _("Say how you know that the child arrived."), _CLAUSE))
    row, child = _open_row(hand_over_id, by)
    row.note = note.strip()
    return _end(row, child, "confirmed", "", by=by, at=at)


def withdraw_hand_over(*, hand_over_id: UUID, note: str, by: Actor, at: datetime) -> None:
    """Take a hand-over back: the child stays on the roster."""
    by = checks.permitted(by, Permission.HAND_OVER_CHILD)
    row, _child = _open_row(hand_over_id, by)
    row.outcome, row.note, row.ended_at = "withdrawn", note.strip(), at
    row.save(update_fields=["outcome", "note", "ended_at"])
    checks.sign(Act("withdraw-hand-over", "hand-over", row.pk, row.child_id), by=by, at=at)


def may_hand_over(*, entered_on: date | None, is_open: bool, on: date, today: date) -> Decision:
    """Say whether a child may be handed over; `entered_on` is None where it is not on the roster."""
    if entered_on is None:
        return Decision.no("not-on-roster", _("The child isn't on the roster."), _CLAUSE)
    if is_open:
        text = _("A hand-over of this child is open already; wait for its receipt or take it back.")
        return Decision.no("hand-over-open", text, _CLAUSE)
    if on > today:
        return Decision.no("in-future", _("The hand-over day is still to come."), _CLAUSE)
    return in_order(entered_on, on)


def may_enter_card(of_county: str, *, code: str) -> Decision:
    """Say whether a county's key card may be entered in another."""
    if of_county == code:
        return Decision.no("own-card", _("This is this county's own key card; enter the other's."), _CLAUSE)
    return Decision.yes(_CLAUSE)


def may_receive(head: dict[str, Any], *, code: str, known: bool) -> Decision:
    """Say whether a package that is whole may be received here."""
    if head.get("to") != code:
        return Decision.no("not-for-us", _("The package is for another county."), _CLAUSE)
    if known:
        return Decision.no("received-before", _("This package was received before."), _CLAUSE)
    return Decision.yes(_CLAUSE)


def _end(row: HandOver, child: Child, outcome: str, there_as: str, *, by: Actor, at: datetime) -> UUID:
    row.outcome, row.there_as, row.ended_at = outcome, there_as, at
    row.save(update_fields=["outcome", "there_as", "note", "ended_at"])
    reason = LeaveReason.MOVED_AWAY.value
    take_off_roster(child=child, on=row.hand_over_on, reason=reason, by=by, at=at)
    plain = {"outcome": outcome, "file": there_as}
    checks.sign(Act("end-hand-over", "hand-over", row.pk, row.child_id, plain), by=by, at=at)
    return row.child_id


def _open_row(hand_over_id: UUID, by: Actor) -> tuple[HandOver, Child]:
    """Return a hand-over and its child, both locked; `Conflict` where somebody ended it first."""
    row = HandOver.objects.select_for_update().defer("package").filter(pk=hand_over_id).first()
    if row is None:
        raise NotReached
    child = checks.lock_child(row.child_id, by=by)
    if row.ended_at is not None:
        text = _("This hand-over has ended already; look at the list of hand-overs.")
        raise Conflict(Decision.no("hand-over-ended", text, _CLAUSE))
    return row, child


def _peer(code: str) -> PeerCounty:
    peer = PeerCounty.objects.filter(code=code).first()
    if peer is None:
        text = _("The county %(code)s's key card was not entered here yet.")
        raise Refused(Decision.no("unknown-county", text % {"code": code}, _CLAUSE))
    return peer


def _received(head: dict[str, Any]) -> bool:
    return ReceivedPackage.objects.filter(pk=head["id"]).exists()


def _read(read: Callable[[], dict[str, Any]], form: type[BaseModel]) -> dict[str, Any]:
    """Read signed text of a form; what is wrong with it becomes a refusal."""
    try:
        return in_form(read(), form)
    except BadPackage as bad:
        raise Refused(_bad(bad.code)) from bad


def _read_body(head: dict[str, Any], code: str) -> dict[str, Any]:
    try:
        return in_form(opened(head["body"], county=code, place=f"{head['id']}|{code}"), Body)
    except BadPackage as bad:
        raise Refused(_bad(bad.code)) from bad


def _child_of(body: dict[str, Any], entered_on: date) -> NewChild:
    try:
        return child_of(body, entered_on=entered_on)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refused(_bad("unreadable")) from error


def _read_luggage(head: dict[str, Any], body: dict[str, Any], code: str) -> Luggage:
    try:
        return read_luggage(head, body, place=f"{head['id']}|{code}")
    except BadPackage as bad:
        raise Refused(_bad(bad.code)) from bad


def _bad(code: str) -> Decision:
    text = {
        "tampered": _("The file was changed after it was signed, or another county signed it."),
        "not-for-us": _("The file doesn't open here: it is for another county, or damaged."),
        "unreadable": _("This is not the file that is expected here."),
    }[code]
    return Decision.no(code, text, _CLAUSE)
