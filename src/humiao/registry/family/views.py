"""Pages that write down family and life: a new entry, the next entry of a subject, a mistake."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, NotReached, link, post_names
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.trail.public import Act
from humiao.registry.family.choices import LifeKind
from humiao.registry.family.commands.recording import record_life, subject_of, void_life
from humiao.registry.family.forms import FORMS, LifeForm, SiblingsForm, VoidForm
from humiao.registry.family.presenters import show_entry
from humiao.registry.family.queries import family_in
from humiao.registry.family.telling import Told, tell
from humiao.registry.family.values import Entry, Family
from humiao.registry.labels import label
from humiao.registry.presenters import show_file
from humiao.registry.queries import child_file, require_reach
from humiao.registry.scope import caseload_child_ids
from humiao.registry.values import ChildFile

_SAVED, _CONFLICT = 302, 409
TABS = dict.fromkeys((LifeKind.MEMBER, LifeKind.CARE, LifeKind.CONTACT), "family")


def open_form(request: CountyRequest, child: UUID, **_kwargs: Any) -> Act | None:
    """Log the form of a file outside the own caseload as a reveal: it shows what is masked elsewhere."""
    scope = request.actor.scope
    require_reach(scope, child)
    if child in caseload_child_ids(scope, on=request.day.today, among=[child]):
        return None
    return Act("reveal-child", "child", child, child, plain={"field": "family"})


def add(request: CountyRequest, child: UUID, kind: str) -> HttpResponse:
    """Write down something new; of what there is one at a time, the next entry."""
    if kind not in set(LifeKind):
        raise NotReached
    known = LifeKind(kind)
    file = child_file(request.actor.scope, child, request.day.today)
    family = family_in(file, on=request.day.today)
    last = family.one(known) if known in (LifeKind.SCHOOL, LifeKind.HEALTH) else None
    return _written(request, file, family, known, last)


def amend(request: CountyRequest, child: UUID, entry: UUID) -> HttpResponse:
    """Write the next entry of a subject; what stood before stays in its history."""
    file = child_file(request.actor.scope, child, request.day.today)
    family = family_in(file, on=request.day.today)
    last = _standing(family, entry)
    return _written(request, file, family, last.kind, last)


def void(request: CountyRequest, child: UUID, entry: UUID) -> HttpResponse:
    """Mark a subject as entered by mistake."""
    file = child_file(request.actor.scope, child, request.day.today)
    family = family_in(file, on=request.day.today)
    last = _standing(family, entry)
    form = VoidForm(request.POST or None, initial={"seen_version": family.version_of(entry)})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                void_life(
                    child_id=child, subject=entry, by=request.actor, at=request.day.now, **form.cleaned_data
                )
            return redirect(_back(request, child, last.kind))
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(None, refused.decision.reason)
    context = _frame(request, file, last.kind, _("Entered by mistake"))
    context |= {
        "void_form": form,
        "told": show_entry(last, family, on=request.day.today, masked=not file.is_own).told,
    }
    return render(request, "registry/family/form.html", context, status=422 if form.errors else 200)


def _standing(family: Family, subject: UUID) -> Entry:
    found = next((e for e in family.now if e.subject == subject), None)
    if found is None:
        raise NotReached
    return found


def _written(
    request: CountyRequest, file: ChildFile, family: Family, kind: LifeKind, last: Entry | None
) -> HttpResponse:
    version = family.version_of(last.subject) if last else 0
    form = FORMS[kind](request.POST or None, last=last, version=version, today=request.day.today)
    siblings = _siblings_form(request, file) if kind is LifeKind.MEMBER and last is None else None
    status = 200
    if request.method == "POST":
        status = _saved(request, file.id, form, last, siblings)
        if status == _SAVED:
            return redirect(_back(request, file.id, kind))
    if status == _CONFLICT:
        family = family_in(file, on=request.day.today)
        last = next((e for e in family.now if last and e.subject == last.subject), last)
        form.take_version(family.version_of(last.subject) if last else _newest_of(family, kind))
    if last is None and kind is LifeKind.BENEFIT:
        form.initial.setdefault("benefit", request.GET.get("code", ""))
    title = _("Add: %(what)s") if last is None else _("Change: %(what)s")
    context = _frame(request, file, kind, title % {"what": label(LifeKind, kind)})
    context |= {
        "form": form,
        "siblings": siblings,
        "history": _history(family, last) if last else [],
        "void_url": _void_url(request, file.id, last) if last else "",
        "keep": f"life:{last.subject if last else f'{file.id}-{kind}'}",
    }
    return render(request, "registry/family/form.html", context, status=status)


def _newest_of(family: Family, kind: LifeKind) -> int:
    held = family.one(kind)
    return family.version_of(held.subject) if held else 0


def _saved(
    request: CountyRequest, child: UUID, form: LifeForm, last: Entry | None, siblings: SiblingsForm | None
) -> int:
    """Write what the form says; the status of the answer says whether that was done."""
    if not all([form.is_valid(), siblings is None or siblings.is_valid()]):
        return 422
    data, body = form.cleaned_data, form.body()
    about = last.subject if last else None
    if last and form.kind is LifeKind.BENEFIT and subject_of(child, body) != subject_of(child, last.body):
        about = None  # another benefit is another subject
    try:
        with transaction.atomic():
            record_life(
                child_id=child,
                body=body,
                from_on=data["from_on"],
                to_on=data.get("to_on"),
                subject=about,
                seen_version=data["seen_version"] if about else 0,
                also_for=siblings.chosen() if siblings else [],
                by=request.actor,
                at=request.day.now,
            )
    except Conflict as conflict:
        form.add_error(None, conflict.decision.reason)
        return _CONFLICT
    except Refused as refused:
        form.add_error(None, refused.decision.reason)
        return 422
    return _SAVED


def _siblings_form(request: CountyRequest, file: ChildFile) -> SiblingsForm | None:
    names = show_file(file, places={}, on=request.day.today, revealed=True).siblings
    return SiblingsForm(request.POST or None, siblings=list(names)) if names else None


def _frame(request: CountyRequest, file: ChildFile, kind: LifeKind, title: str) -> dict[str, Any]:
    name = show_file(file, places={}, on=request.day.today).name
    back = _back(request, file.id, kind)
    listed = link(request, "list-children")
    return {
        "page": {"title": title, "sub": f"{name} · {file.file_number}"},
        "crumbs": [(_("Children"), listed), (name, back)],
        "back_url": back,
        "is_own": file.is_own,
    }


def _back(request: CountyRequest, child: UUID, kind: LifeKind) -> str:
    path = link(request, "show-child", child=child)
    return f"{path}?tab={TABS.get(kind, 'life')}"


def _void_url(request: CountyRequest, child: UUID, last: Entry) -> str:
    kwargs = {"county": request.county_code, "child": child, "entry": last.subject}
    return reverse("void-life", kwargs=kwargs)


def _history(family: Family, last: Entry) -> list[dict[str, Any]]:
    """Return what was written about a subject, the newest first, with what each entry changed."""
    names = post_names()
    entries = sorted((e for e in family.entries if e.subject == last.subject), key=lambda e: e.version)
    found: list[dict[str, Any]] = []
    before: Told | None = None
    for entry in entries:
        told = tell(entry, masked=False)
        found.append(
            {
                "entry": entry,
                "told": told,
                "by": names.get(entry.by_post_id, "") if entry.by_post_id else "",
                "facts": [
                    (name, text, before is not None and (name, text) not in before.facts)
                    for name, text in told.facts
                ],
            }
        )
        before = told
    return found[::-1]
