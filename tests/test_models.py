"""Every model of every context: what is personal is declared, nothing reaches into another room."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from humiao.foundation import clock
from humiao.foundation.blanking import blank_of, blanked_fields, leaving_of
from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.holding import holdings
from humiao.foundation.privacy import Privacy, undeclared_fields
from humiao.foundation.retention.classes import Retention
from humiao.foundation.tenancy import SHARED_APPS

OURS = sorted(
    (m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("humiao.")),
    key=lambda m: m._meta.label,
)
FIELDS = [(m, f) for m in OURS for f in m._meta.get_fields(include_hidden=True)]
RELATIONS: list[tuple[Any, Any]] = [(m, f) for m, f in FIELDS if f.is_relation and not f.auto_created]
each_model = pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)


def context_of(model: Any) -> str:
    return str(model.__module__).split(".")[1]


@each_model
def test_each_column_is_plain_personal_or_sensitive(model: Any) -> None:
    assert undeclared_fields(model) == []


@each_model
def test_nothing_is_declared_that_is_not_there(model: Any) -> None:
    assert set(model.privacy) <= {f.name for f in model._meta.concrete_fields}


@each_model
def test_ciphertext_is_what_is_declared_personal_or_sensitive(model: Any) -> None:
    for field in model._meta.concrete_fields:
        if isinstance(field, EncryptedTextField):
            assert model.privacy[field.name] in (Privacy.PERSONAL, Privacy.SENSITIVE), field.name


@each_model
def test_encrypted_rows_have_their_id_before_they_are_saved(model: Any) -> None:
    if any(isinstance(f, EncryptedTextField) for f in model._meta.concrete_fields):
        assert isinstance(model._meta.pk, models.UUIDField)
        assert model._meta.pk.has_default()


@each_model
def test_a_row_says_what_it_is_in_a_line(model: Any) -> None:
    fields = model._meta.concrete_fields
    values = {f.name: f.related_model() for f in fields if f.is_relation}
    values |= {f.name: clock.moment(date(2024, 1, 15)) for f in fields if isinstance(f, models.DateField)}
    said = str(model(**values))
    assert "\n" not in said
    assert not said.startswith(f"{model.__name__} object")


def test_no_relation_leaves_its_context_or_its_schema() -> None:
    for model, field in RELATIONS:
        other = field.related_model
        assert context_of(model) == context_of(other), f"{model._meta.label}.{field.name}"
        shared = [m._meta.app_label in SHARED_APPS for m in (model, other)]
        assert shared[0] == shared[1], f"{model._meta.label}.{field.name} leaves its schema"


def test_no_relation_can_be_walked_backwards() -> None:
    for model, field in RELATIONS:
        assert field.remote_field.hidden, f"{model._meta.label}.{field.name} needs related_name='+'"


def holds_a_child(model: Any, field: Any) -> bool:
    """Say whether a column holds a child's id: a relation to a file, or an id called so."""
    if field.is_relation:
        return bool(field.related_model._meta.label == "registry.Child")
    is_id = isinstance(field, models.UUIDField | ArrayField)
    return is_id and re.fullmatch(r"(.+_)?child(ren)?(_ids?)?", field.name) is not None


@each_model
def test_what_becomes_of_a_row_when_two_files_become_one_is_declared(model: Any) -> None:
    wanted = {f.column for f in model._meta.concrete_fields if holds_a_child(model, f)}
    declared = [holding.column for holding in getattr(model, "holds_child", ())]
    assert sorted(declared) == sorted(wanted), "say holds_child = (moves(…) or stays(…, why),)"


def test_a_row_that_stays_with_its_child_says_why() -> None:
    for model, holding in holdings():
        assert holding.moves != bool(holding.why), f"{model._meta.label}.{holding.column}"


def test_every_migration_is_there() -> None:
    with translation.override(None):  # labels are compared in the language they are written in
        written, wanted = MigrationLoader(None), ProjectState.from_apps(apps)
        missing = MigrationAutodetector(written.project_state(), wanted).changes(graph=written.graph)
    ours = {app: [m.name for m in changes] for app, changes in missing.items()}
    assert ours == {}, "run makemigrations"


@each_model
def test_how_long_a_row_is_kept_is_declared(model: Any) -> None:
    assert isinstance(getattr(model, "kept_as", None), Retention), "say kept_as: ClassVar = Retention.…"


@each_model
def test_what_erasing_leaves_can_be_told_and_is_no_text(model: Any) -> None:
    left, fields = leaving_of(model), {f.name: f for f in model._meta.concrete_fields}
    for name in left.as_is | left.to_month | left.present | left.destroyed:
        assert name in model.privacy, name
    assert bool(left.why) == bool(left.as_is | left.to_month | left.present | left.destroyed)
    for name in left.as_is:
        assert not isinstance(fields[name], EncryptedTextField), f"{name} is text: it can't stay"
    for field in blanked_fields(model):
        assert field.name in left.to_month or blank_of(field)
