"""`humiao plan read`: what it prints, how it ends, and that it needs no database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from humiao.cli.main import main
from humiao.plans import reference
from humiao.plans.reader.draft import Draft
from humiao.plans.tests.drafts import TEXT


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "方案.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def ask(*words: str):
    return CliRunner().invoke(main, ["plan", "read", *words])


def test_the_draft_is_printed_as_json_of_the_published_shape(document):
    answer = ask(str(document), "--json")
    assert answer.exit_code == 0
    draft = Draft.model_validate_json(answer.output)
    assert draft.document.name == "方案.txt"
    assert draft.purchaser.value == "平湖市民政局"
    assert set(json.loads(answer.output)) == set(json.loads(reference.schema())["properties"])


def test_a_person_reads_section_clause_value_and_words(document):
    lines = ask(str(document)).output.splitlines()
    assert any(line.startswith("purchaser\t") and "平湖市民政局" in line for line in lines)
    assert any(line.startswith("# queries") for line in lines)
    assert any(line.startswith("# numbers in no fact") for line in lines)


def test_what_can_not_be_read_ends_with_1_and_says_what_would_do(tmp_path):
    file = tmp_path / "x.txt"
    file.write_bytes(b"")
    answer = ask(str(file))
    assert answer.exit_code == 1
    assert "Upload" in answer.output
    assert "(empty)" in answer.output


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    assert ask(str(tmp_path / "none.docx")).exit_code == 2


def test_it_needs_neither_django_nor_a_database(document):
    code = (
        "import sys; from humiao.cli.main import main\n"
        "try: main(['plan', 'read', sys.argv[1], '--json'])\n"
        "except SystemExit as end: assert not end.code\n"
        "assert 'django.db' not in sys.modules and 'psycopg' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code, str(document)], capture_output=True, text=True)  # noqa: S603
    assert done.returncode == 0, done.stderr


def test_the_stored_schema_is_current():
    assert reference.main(["--check"]) == 0
