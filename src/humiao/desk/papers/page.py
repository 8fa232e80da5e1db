"""Taking a file out: the form that asks what for, and the document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from humiao.access.exports.public import Made, Stamp, Wanted, given_if_valid, taken_out
from humiao.access.public import CountyRequest, Permission, link
from humiao.desk.child.reading import read_whole
from humiao.desk.papers.pdf import as_pdf
from humiao.desk.papers.whole_file import whole_file
from humiao.desk.papers.word import as_word
from humiao.foundation.downloads import DOCX, PDF
from humiao.registry.public import ChildFile, show_file, take_out_file

_KINDS = {"pdf": (as_pdf, PDF, "pdf"), "word": (as_word, DOCX, "docx")}


class ExportForm(forms.Form):
    """What the document is for, and how it is made."""

    purpose = forms.CharField(
        label=gettext_lazy("Purpose"),
        max_length=200,
        help_text=gettext_lazy("Such as: inspection by the city, handing over to another county."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Document"),
        choices=[("pdf", "PDF"), ("word", "Word")],
        widget=forms.RadioSelect,
        initial="pdf",
    )
    is_uncovered = forms.BooleanField(
        label=gettext_lazy("With names and numbers uncovered"),
        required=False,
        help_text=gettext_lazy("Written to the access log as a look at all of them."),
    )


class ExportPage:
    """The form for one file, and the document made of it."""

    def __init__(self, request: CountyRequest, file: ChildFile) -> None:
        self.request, self.file = request, file
        self.form = ExportForm(request.POST or None)
        if file.is_own or not request.actor.may(Permission.REVEAL_CHILD):
            del self.form.fields["is_uncovered"]
        self.status = 200

    def document(self) -> HttpResponse | None:
        """Return the document, or None with the form saying why there is none."""
        given = given_if_valid(self.form, self._given, field="purpose")
        self.status = 200 if given else 422
        return given

    def _given(self, data: dict[str, Any]) -> HttpResponse:
        request, is_uncovered = self.request, bool(data.get("is_uncovered"))
        make, media, ending = _KINDS[data["kind"]]
        file = take_out_file(
            child_id=self.file.id,
            purpose=data["purpose"],
            kind=data["kind"],
            is_uncovered=is_uncovered,
            on=request.day.today,
            by=request.actor,
            at=request.day.now,
        )

        def made(stamp: Stamp) -> Made:
            whole = read_whole(request, file, revealed=is_uncovered)
            return Made(make(whole_file(request, whole, stamp=stamp)), [file.id])

        # the name says nothing about the child
        wanted = Wanted("child-file", f"{file.file_number}.{ending}", media, "", "", made)
        return taken_out(request, wanted, reason=data["purpose"])

    def context(self) -> dict[str, Any]:
        """Return the context of the page."""
        shown = show_file(self.file, places={}, on=self.request.day.today)
        back = link(self.request, "show-child", child=self.file.id)
        return {
            "page": {"title": _("Take the file out"), "sub": f"{shown.name} · {self.file.file_number}"},
            "crumbs": [(_("Children"), link(self.request, "list-children")), (shown.name, back)],
            "form": self.form,
            "cancel_url": back,
            "is_masked": shown.is_masked,
        }
