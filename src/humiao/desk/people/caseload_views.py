"""Handing a caseload over, and letting somebody leave: shown before it is confirmed, printed after."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.people.public import (
    PersonPost,
    end_posts,
    left_empty,
    person_of,
    posts_in_force,
    posts_seen,
)
from humiao.access.public import ROLES, CountyRequest, link
from humiao.desk.people.forms import LeaveForm
from humiao.desk.people.hand_over_paper import hand_over_pdf
from humiao.desk.people.sign_in_views import leave_no_way_in
from humiao.desk.people.words import Words
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.downloads import PDF, download
from humiao.foundation.trail.public import Act
from humiao.procurement.public import end_staff_of_posts
from humiao.registry.caseloads.public import (
    Caseload,
    Shares,
    Taker,
    caseload_of,
    hand_over_caseload,
    hand_over_of,
    share_by_town,
    share_evenly,
    takers_for,
)


def hand_over(request: CountyRequest, person: UUID) -> HttpResponse:
    """Hand over what somebody has in hand who stays in office."""
    return CaseloadPage(request, person, leaves=False).answer()


def leave(request: CountyRequest, person: UUID) -> HttpResponse:
    """Let somebody leave: posts, work on programmes and signing in end, and all in hand goes to others."""
    return CaseloadPage(request, person, leaves=True).answer()


def show(request: CountyRequest, handed: UUID) -> HttpResponse:
    """Show what was handed over, to whom, and who confirmed it."""
    value, words = hand_over_of(request.actor, handed), Words(request)
    shown = {
        "page": {"title": _("Hand-over of %(name)s") % {"name": value.person_name}},
        "crumbs": [(_("People and posts"), link(request, "list-people"))],
        "value": value,
        "groups": [
            {"name": taker, "lines": [_line(line, words) for line in value.lines if line.to_name == taker]}
            for taker in (*value.takers, *([""] if any(not x.to_name for x in value.lines) else []))
        ],
        "has_names": any(line.name for line in value.lines),
        "paper_url": link(request, "print-caseload-hand-over", handed=handed),
    }
    return render(request, "desk/people/handed.html", shown)


def paper(request: CountyRequest, handed: UUID) -> HttpResponse:
    """Give the list both sign, as PDF."""
    value = hand_over_of(request.actor, handed)
    name = f"{_('Hand-over')}-{value.recorded_at:%Y%m%d}.pdf"
    return download(hand_over_pdf(value, Words(request)), name=name, media=PDF)


def log_paper(request: CountyRequest, handed: UUID) -> Act:
    """Name the row of the trail that printing the list writes first."""
    value = hand_over_of(request.actor, handed)
    return Act("print-hand-over", "caseload", value.id, plain={"lines": len(value.lines)})


class CaseloadPage:
    """One person's caseload: who may take it, how it is shared out, and the form that confirms it."""

    def __init__(self, request: CountyRequest, person: UUID, *, leaves: bool) -> None:
        self.request, self.person, self.leaves = request, person, leaves
        self.words, today = Words(request), request.day.today
        self.posts = person_of(request.actor, person)
        self.open_posts = [p for p in self.posts if not p.is_over(today)]
        self.caseload: Caseload = caseload_of(request.actor, self.posts, on=today)
        self.takers: list[Taker] = takers_for(request.actor, self.posts, on=today)
        initial = {
            "seen": self.caseload.seen,
            "seen_posts": posts_seen([(p.id, p.version) for p in self.posts]),
            "last_on": today,
        }
        self.form = LeaveForm(leaves=leaves, data=request.POST or None, initial=initial)

    def answer(self) -> HttpResponse:
        """Confirm what was sent, or show the page."""
        if self.request.method == "POST" and self.form.is_valid():
            try:
                with transaction.atomic():
                    handed = self._confirm()
                return redirect("show-caseload-hand-over", county=self.request.county_code, handed=handed)
            except Conflict:
                raise
            except Refused as refused:
                self.form.add_error(None, refused.decision.reason)
        status = 422 if self.form.errors else 200
        return render(self.request, "desk/people/caseload.html", self._context(), status=status)

    def _confirm(self) -> UUID:
        given, by, at = self.form.cleaned_data, self.request.actor, self.request.day.now
        last_on = self.form.last_day
        handed = hand_over_caseload(
            posts=self.posts, shares=self._sent(), seen=given["seen"], reason=given["reason"],
            last_on=last_on, by=by, at=at,
        )  # fmt: skip
        if last_on is not None:
            ended = end_posts(account_id=self.person, last_on=last_on, seen=given["seen_posts"], by=by, at=at)
            end_staff_of_posts(post_ids=ended, on=last_on, by=by, at=at)
            if last_on <= self.request.day.today:
                transaction.on_commit(lambda: leave_no_way_in(self.person))
        return handed

    def _sent(self) -> Shares:
        """Read to whom each child goes; what names nobody is left out, and the command says so."""
        by_text = {str(t.post_id): t.post_id for t in self.takers}
        sent = {
            c.enrolment_id: self.request.POST.get(f"to-{c.enrolment_id}", "") for c in self.caseload.children
        }
        return {enrolment: by_text[to] for enrolment, to in sent.items() if to in by_text}

    def _proposed(self) -> tuple[Shares, str, set[str]]:
        """Return how the page shares out: as sent, else by the way chosen among the people ticked."""
        asked = self.request.GET
        first = [t for t in self.takers if t.is_worker] or self.takers
        chosen = set(asked.getlist("to")) or {str(t.post_id) for t in first}
        able = [t for t in self.takers if str(t.post_id) in chosen]
        way = "town" if asked.get("way") == "town" else "evenly"
        if self.request.method == "POST":
            return self._sent(), way, chosen
        share = share_by_town if way == "town" else share_evenly
        return share(self.caseload.children, able), way, chosen

    def _context(self) -> dict[str, Any]:
        shares, way, chosen = self._proposed()
        name = self.posts[0].person_name
        back = link(self.request, "show-person", person=self.person)
        title = _("%(name)s leaves") if self.leaves else _("Hand over what %(name)s has in hand")
        return {
            "page": {"title": title % {"name": name}, "sub": self._sub()},
            "crumbs": [(_("People and posts"), link(self.request, "list-people")), (name, back)],
            "form": self.form,
            "leaves": self.leaves,
            "groups": self._groups(shares),
            "has_names": any(c.name for c in self.caseload.children),
            "takers": [
                {"taker": t, "chosen": str(t.post_id) in chosen, "gets": _count(shares, t)}
                for t in self.takers
            ],
            "way": way,
            "intakes": self.caseload.intakes,
            "posts": [
                {"role": ROLES[p.role].name, "where": self.words.where(p), "starts_on": p.starts_on}
                for p in self.open_posts
            ],
            "empty": [f"{ROLES[p.role].name} · {self.words.where(p)}" for p in self._left_empty()],
            "save_label": _("Confirm: ends the posts and hands all over")
            if self.leaves
            else _("Hand all of it over"),
            "cancel_url": back,
        }

    def _sub(self) -> str:
        values = {"children": len(self.caseload.children), "families": self.caseload.households}
        return _("%(children)s children of %(families)s families in hand") % values

    def _groups(self, shares: Shares) -> list[dict[str, Any]]:
        """Return the children by town, each with who would take it."""
        names = self.words.places
        found: dict[str, list[dict[str, Any]]] = {}
        for child in self.caseload.children:
            able = [t for t in self.takers if child.programme_id in t.programmes]
            to = shares.get(child.enrolment_id)
            row = {
                "child": child,
                "village": names.get(child.village_code, ""),
                "options": [(str(t.post_id), t.name, t.post_id == to) for t in able],
            }
            found.setdefault(child.town_code, []).append(row)
        return [{"name": names.get(town, town), "rows": rows} for town, rows in found.items()]

    def _left_empty(self) -> tuple[PersonPost, ...]:
        if not self.leaves:
            return ()
        today = self.request.day.today
        others = [p for p in posts_in_force(self.request.actor, today) if p.account_id != self.person]
        return left_empty(self.open_posts, others, after=today)


def _count(shares: Shares, taker: Taker) -> int:
    return sum(1 for to in shares.values() if to == taker.post_id)


def _line(line: Any, words: Words) -> dict[str, Any]:
    place = " ".join(words.places.get(c, c) for c in (line.town_code, line.village_code) if c)
    return {"line": line, "place": place}
