"""The papers and stored files of a child, as the list of documents of its whole file names them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from humiao.foundation.clock import CHINA
from humiao.foundation.files.public import FileValue, Kind, files_about
from humiao.registry.categories.choices import ProofKind
from humiao.registry.choices import is_sealed
from humiao.registry.file_entries import AskedFile, FileDocument, register_documents
from humiao.registry.labels import label
from humiao.registry.models import CategoryProof

_OF_A_PAPER = "category-proof"


def register() -> None:
    """Put papers and stored files on the list of a file's documents."""
    register_documents(documents_of)


def documents_of(asked: AskedFile) -> Iterator[FileDocument]:
    """Yield papers in use and then every other stored file. Two queries.

    Papers of sealed categories and restricted files are named to those alone who see them; in a masked file a
    number and a file's own name, which may be somebody's, stay out.
    """
    child = asked.file.id
    for row in CategoryProof.objects.filter(child_id=child, voided_at=None).select_related("spell"):
        if asked.sees_sealed or row.spell is None or not is_sealed(row.spell.category):
            yield _paper(row, asked)
    for file in files_about(child):
        if file.owner_kind != _OF_A_PAPER and (asked.sees_sealed or not file.is_restricted):
            yield FileDocument(_named(file, asked), file.recorded_at.astimezone(CHINA).date())


def _paper(row: CategoryProof, asked: AskedFile) -> FileDocument:
    words = [label(ProofKind, row.kind)]
    if row.number and not asked.is_masked:
        words.append(row.number)
    if row.file_id is not None:
        words.append(_("(scan on file)"))
    return FileDocument(" ".join(words), row.issued_on or row.recorded_at.astimezone(CHINA).date())


def _named(file: FileValue, asked: AskedFile) -> str:
    return label(Kind, file.kind) if asked.is_masked else file.name
