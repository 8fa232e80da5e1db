"""Extract, compile and check the catalogues, with Babel alone: a bare machine has no gettext.

Run as `python -m humiao.desk.translations extract|compile|check`. Message ids are English. Catalogues
are sorted and carry neither dates nor line numbers, so that two branches merge.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[1]
LOCALE = SOURCE / "locale"
COMPLETE = ("zh_Hans",)  # the languages that must be translated whole

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {}
for _suffix in ("", "_lazy", "_noop"):
    KEYWORDS |= {
        f"gettext{_suffix}": None,
        f"ngettext{_suffix}": (1, 2),
        f"pgettext{_suffix}": ((1, "c"), 2),
        f"npgettext{_suffix}": ((1, "c"), 2, 3),
    }
KEYWORDS["_"] = None

HEADER = """msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""

_STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({_STRING})(?:\s*,\s*({_STRING}))?(?:\s*,\s*({_STRING}))?")

Found = tuple[str | tuple[str, str], str | None]


def extract(source: Path = SOURCE) -> Catalog:
    """Return every message of the Python files and templates below `source`."""
    catalog = Catalog(charset="utf-8")
    for file in sorted(source.rglob("*")):
        if "tests" in file.relative_to(source).parts:
            continue
        for message, context in _messages(file):
            catalog.add(message, context=context)
    return catalog


def _messages(file: Path) -> Iterator[Found]:
    if file.suffix == ".py":
        for _line, message, _comments, context in extract_from_file("python", file, keywords=KEYWORDS):
            yield (message if isinstance(message, str) else (message[0], message[1])), context
    elif file.suffix in {".html", ".txt"} and "templates" in file.parts:
        yield from template_messages(file.read_text(encoding="utf-8"))


def template_messages(text: str) -> Iterator[Found]:
    """Yield the messages of a Django template, through the function Django's own makemessages uses."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    for call, *strings in _CALL.findall(templatize(text)):
        values = [ast.literal_eval(string) for string in strings if string]
        context = values.pop(0) if "p" in call else None
        yield ((values[0], values[1]) if call.startswith("n") else values[0]), context


def load(locale: str, folder: Path = LOCALE) -> Catalog:
    """Return the stored catalogue of a language, empty where there is none."""
    file = catalogue_file(locale, folder)
    if not file.is_file():
        return Catalog(locale=locale, charset="utf-8")
    with file.open("rb") as stream:
        return read_po(stream, locale=locale)


def catalogue_file(locale: str, folder: Path = LOCALE) -> Path:
    """Return where a language's catalogue lies."""
    return folder / locale / "LC_MESSAGES" / "django.po"


def languages(folder: Path = LOCALE) -> list[str]:
    """Return the languages that have a catalogue, and those that must have one."""
    stored = {file.parents[1].name for file in folder.glob("*/LC_MESSAGES/django.po")}
    return sorted(stored | set(COMPLETE))


def merge(found: Catalog, stored: Catalog, locale: str) -> Catalog:
    """Return the found messages with the stored translations; what is no longer found is dropped."""
    merged = Catalog(locale=locale, charset="utf-8")
    for message in found:
        if not message.id:
            continue
        old = stored.get(message.id, message.context)
        if old and isinstance(old.id, str) != isinstance(message.id, str):
            old = None  # it gained or lost its plural: its strings no longer fit
        merged.add(
            message.id, old.string if old else None, context=message.context, flags=_flags(message, old)
        )
    return merged


def _flags(message: Message, old: Message | None) -> set[str]:
    fuzzy = {"fuzzy"} if old and old.fuzzy else set()
    return {flag for flag in message.flags if flag != "fuzzy"} | fuzzy


def write(catalog: Catalog, locale: str, folder: Path = LOCALE) -> None:
    """Store a catalogue sorted, without dates and line numbers."""
    body = BytesIO()
    write_po(
        body, catalog, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True
    )
    file = catalogue_file(locale, folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    header = HEADER.format(locale=locale, plurals=catalog.plural_forms)
    file.write_text(header + body.getvalue().decode().strip() + "\n", encoding="utf-8")


def compile_all(folder: Path = LOCALE) -> list[Path]:
    """Write the .mo beside each .po, and return them."""
    written = []
    for locale in languages(folder):
        target = catalogue_file(locale, folder).with_suffix(".mo")
        if not target.with_suffix(".po").is_file():
            continue
        with target.open("wb") as stream:
            write_mo(stream, load(locale, folder))
        written.append(target)
    return written


def problems(found: Catalog, stored: Catalog, locale: str) -> list[str]:
    """Say what is missing, fuzzy, stale or has other placeholders than its English."""
    told = []
    for message in found:
        old = stored.get(message.id, message.context) if message.id else None
        if not message.id:
            continue
        if old is None or not _is_translated(old):
            told.append(f"{locale}: not translated: {_name(message)}")
        elif old.fuzzy:
            told.append(f"{locale}: fuzzy: {_name(message)}")
        else:
            told += [f"{locale}: {_name(message)}: {error}" for error in old.check(stored)]
    for message in stored:
        if message.id and found.get(message.id, message.context) is None:
            told.append(f"{locale}: no longer used: {_name(message)}")
    return told


def _is_translated(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(strings) and all(strings)


def _name(message: Message) -> str:
    return repr(message.id if isinstance(message.id, str) else message.id[0])


@click.group(help=__doc__)
def main() -> None:
    """Run from the command line."""


@main.command("extract")
def extract_command() -> None:
    """Bring each catalogue up to the sources; new messages are left empty for a translator."""
    found = extract()
    for locale in languages():
        merged = merge(found, load(locale), locale)
        write(merged, locale)
        empty = sum(1 for message in merged if message.id and not _is_translated(message))
        click.echo(f"{locale}: {len(merged)} messages, {empty} to translate")


@main.command("compile")
def compile_command() -> None:
    """Write the binary catalogues Django reads."""
    for file in compile_all():
        click.echo(f"compiled {file.parents[1].name}")


@main.command("check")
def check_command() -> None:
    """Fail when a Chinese message is missing, fuzzy, stale or malformed."""
    found = extract()
    told = [problem for locale in COMPLETE for problem in problems(found, load(locale), locale)]
    for problem in told:
        click.echo(problem, err=True)
    click.echo(f"{len(found)} messages, {len(told)} problems")
    sys.exit(1 if told else 0)


if __name__ == "__main__":
    main()
