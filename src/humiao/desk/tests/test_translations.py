"""Extraction from code and templates, merging, and what the check finds."""

from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message

from humiao.desk import translations


@pytest.fixture
def source(tmp_path: Any) -> Any:
    templates = tmp_path / "desk" / "templates"
    templates.mkdir(parents=True)
    (tmp_path / "desk" / "rules.py").write_text(
        'from x import gettext_lazy as _, ngettext, pgettext\n'
        'A = _("Visit")\nB = ngettext("%(n)d child", "%(n)d children", 2)\nC = pgettext("level", "Red")\n'
    )  # fmt: skip
    (templates / "page.html").write_text(
        '{% translate "It\'s due" %}{{ x|default:_("Save") }}'
        "{% blocktranslate with n=x %}Behind by {{ n }}{% endblocktranslate %}"
        '{% translate "Open" context "a case" %}'
        "{% blocktranslate count n=x %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}"
    )
    tests = tmp_path / "desk" / "tests"
    tests.mkdir()
    (tests / "test_x.py").write_text('_("not shipped")')
    return tmp_path


def ids(catalog: Any) -> Any:
    return {(m.id if isinstance(m.id, str) else m.id[0], m.context) for m in catalog if m.id}


def one(catalog: Catalog, message_id: str) -> Message:
    found = catalog.get(message_id)
    assert found is not None
    return found


def test_finds_messages_of_code_and_templates(source: Any) -> None:
    assert ids(translations.extract(source)) == {
        ("Visit", None), ("%(n)d child", None), ("Red", "level"), ("It's due", None), ("Save", None),
        ("Behind by %(n)s", None), ("Open", "a case"), ("%(n)s row", None),
    }  # fmt: skip


def test_merge_keeps_translations_and_drops_what_is_gone(source: Any, tmp_path: Any) -> None:
    found = translations.extract(source)
    stored = translations.load("zh_Hans", tmp_path / "none")
    stored.add("Visit", "走访")
    stored.add("Gone", "没了")
    merged = translations.merge(found, stored, "zh_Hans")
    assert one(merged, "Visit").string == "走访"
    assert merged.get("Gone") is None


def test_written_catalogue_is_sorted_and_stable(source: Any, tmp_path: Any) -> None:
    folder = tmp_path / "locale"
    merged = translations.merge(translations.extract(source), translations.load("zh_Hans", folder), "zh_Hans")
    translations.write(merged, "zh_Hans", folder)
    text = translations.catalogue_file("zh_Hans", folder).read_text()
    translations.write(translations.load("zh_Hans", folder), "zh_Hans", folder)
    assert translations.catalogue_file("zh_Hans", folder).read_text() == text
    assert "POT-Creation-Date" not in text
    assert "#: " not in text
    first = [line for line in text.splitlines() if line.startswith("msgid ")][1:]
    assert first == sorted(first)


def test_check_tells_missing_stale_fuzzy_and_broken_placeholders(source: Any, tmp_path: Any) -> None:
    found = translations.extract(source)
    stored = translations.merge(found, translations.load("zh_Hans", tmp_path), "zh_Hans")
    one(stored, "Visit").string = "走访"
    one(stored, "Save").string = "保存"
    one(stored, "Save").flags.add("fuzzy")
    one(stored, "Behind by %(n)s").string = "落后 %(m)s"
    stored.add("Gone", "没了")
    told = "\n".join(translations.problems(found, stored, "zh_Hans"))
    assert "'Visit'" not in told
    assert "fuzzy: 'Save'" in told
    assert "no longer used: 'Gone'" in told
    assert 'not translated: "It\'s due"' in told
    assert "'Behind by %(n)s': " in told


def test_compiles_beside_the_source(source: Any, tmp_path: Any) -> None:
    folder = tmp_path / "locale"
    catalog = translations.load("zh_Hans", folder)
    catalog.add("Visit", "走访")
    translations.write(catalog, "zh_Hans", folder)
    (file,) = translations.compile_all(folder)
    assert "走访".encode() in file.read_bytes()


def test_chinese_is_complete() -> None:
    found = translations.extract()
    assert translations.problems(found, translations.load("zh_Hans"), "zh_Hans") == []
