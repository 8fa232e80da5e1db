"""Taking a whole file out: who may, what for, what stands in it, how it is set."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any
from uuid import UUID

import pypdfium2 as pdfium
import pytest
from django.test import Client
from docx import Document
from docx.oxml.ns import qn

from humiao.access.public import SYSTEM, Permission, Role, actor_for
from humiao.desk.papers.paper import Chapter, Facts, Paper, Picture, Table, Words
from humiao.desk.papers.pdf import as_pdf, as_png
from humiao.desk.papers.word import as_word
from humiao.desk.tests.life import SECRET_NAMES, write_life
from humiao.desk.tests.test_child import SECRETS, acts, in_town, url
from humiao.desk.tests.world import COUNTY, TODAY, World
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Refused
from humiao.foundation.tests.spent import spent
from humiao.foundation.trail.public import latest_acts
from humiao.registry import file_entries
from humiao.registry.public import FileDocument, give_category, register_documents, take_out_file
from humiao.registry.restricted.marking import name_posts

PURPOSE = "市民政局年度检查"


def pdf_text(data: bytes) -> str:
    document = pdfium.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def word_text(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def taken(client: Client, child: UUID, **more: Any) -> Any:
    return client.post(url(child, "/export"), {"purpose": PURPOSE, "kind": "pdf", **more})


def with_life(world: World, child: UUID) -> None:
    with context.county(COUNTY, writes=True):
        write_life(child)


@pytest.mark.parametrize("kind", ["pdf", "word"])
def test_works_and_the_trail_says_what_for(world: World, client: Client, kind: str) -> None:
    child = world.own[0]
    with_life(world, child)
    client, before = world.sign_in(client, Role.SOCIAL_WORKER), len(acts())
    assert client.get(url(child, "/export")).status_code == 200
    answer = taken(client, child, kind=kind)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert world.names[child] not in answer["Content-Disposition"]
    text = squeezed((pdf_text if kind == "pdf" else word_text)(answer.content))
    wanted = ("平湖市", world.names[child], "钱大有", "实验小学", "哮喘", "想要一套水彩笔", PURPOSE, "证1")
    assert [word for word in wanted if word not in text] == []
    assert [act for act in acts()[before:] if act[1]] == [("export-file", child)]
    assert {act for act, child in acts()[before:] if not child} == {"keep-file", "take-export"}
    with context.county(COUNTY):
        act = latest_acts(child_id=child)[0]
        assert (act.plain, act.personal) == ({"kind": kind, "uncovered": False}, {"purpose": PURPOSE})


def test_without_a_purpose_there_is_none(world: World, client: Client) -> None:
    child = world.own[0]
    client, before = world.sign_in(client, Role.SOCIAL_WORKER), len(acts())
    for purpose in ("", "  ", "x" * 201):
        assert taken(client, child, purpose=purpose).status_code == 422
    assert taken(client, child, kind="html").status_code == 422
    assert len(acts()) == before


@pytest.mark.parametrize("role", [Role.CHILD_DIRECTOR, Role.EVALUATOR, Role.BUREAU_FINANCE])
def test_role_without_permission_is_refused(world: World, client: Client, role: Role) -> None:
    client = world.sign_in(client, role)
    assert client.get(url(world.own[0], "/export")).status_code == 403
    assert taken(client, world.own[0]).status_code == 403


def test_foreign_child_is_as_missing(world: World, client: Client) -> None:
    assert taken(world.sign_in(client, Role.SOCIAL_WORKER), world.foreign).status_code == 404


def test_masked_as_the_page_unless_uncovered(world: World, client: Client) -> None:
    child = in_town(world)
    with_life(world, child)
    with context.county(COUNTY, writes=True):
        give_category(
            child_id=child, category="ABUSE_VICTIM", from_on=TODAY, proof="密件", by=SYSTEM, at=moment(TODAY)
        )
        # The category restricts the file by itself; these two are named for it.
        named = [actor_for(world.accounts[r], on=TODAY) for r in (Role.BUREAU_OFFICER, Role.PROVIDER_MANAGER)]
        pairs = {(child, actor.post_id) for actor in named if actor and actor.post_id}
        name_posts(pairs, by=SYSTEM, at=moment(TODAY, 0))
    officer = world.sign_in(Client(), Role.BUREAU_OFFICER)
    assert "密件" not in squeezed(pdf_text(taken(officer, child).content))
    assert "密件" in squeezed(pdf_text(taken(officer, child, is_uncovered="on").content))
    client = world.sign_in(client, Role.PROVIDER_MANAGER)
    covered = squeezed(pdf_text(taken(client, child).content))
    assert [s for s in (*SECRETS, *SECRET_NAMES, world.names[child]) if s in covered] == []
    uncovered = squeezed(pdf_text(taken(client, child, is_uncovered="on").content))
    assert world.names[child] in uncovered
    assert "钱大有" in uncovered
    for text in (covered, uncovered):
        assert "密件" not in text  # only people with the case's papers may see it
        assert "侵害" not in text


def test_content_equals_what_the_pages_show(world: World, client: Client) -> None:
    child = world.own[0]
    with_life(world, child)
    client = world.sign_in(client, Role.SOCIAL_WORKER)
    text = squeezed(word_text(taken(client, child, kind="word").content))
    household, categories, family, life, levels, needs = (
        client.get(url(child), {"tab": tab}).context
        for tab in ("household", "categories", "family", "life", "levels", "needs")
    )
    shown = [line.what for part in ("roster", "enrolments") for line in household[part]]
    shown += [spell["name"] for spell in categories["section"]["spells"]]
    shown += [g["value"].name for g in household["guardians"]]
    shown += [household["shown"].id_number, household["shown"].address, household["shown"].home_phone]
    for entries in (family["family"], life["family"]):
        for part in ("members", "care", "contacts", "benefits", "schools", "health", "wishes"):
            for row in getattr(entries, part):
                shown += [
                    row.told.title,
                    row.told.sub,
                    *(v for _n, v in row.told.facts),
                    *(t for t, _a in row.told.tags),
                ]
    shown += [word for d in life["family"].due for word in (d.name, d.why, d.document)]
    shown += [row.name for row in family["family"].drawing.rows]
    shown += [word for row in levels["assessments"] for word in row["value"].ticked]
    shown += [row["need"].description for row in needs["ledger"]]
    timeline = client.get(url(child), {"kind": "visits"}).context["timeline"]
    shown += [e.title for month in timeline for e in month["entries"]]
    assert len(shown) > 60
    assert [word for word in shown if squeezed(word) not in text] == []


def test_the_bureau_gets_the_log_and_others_a_word_about_it(world: World, client: Client) -> None:
    child = in_town(world)
    officer = squeezed(
        word_text(taken(world.sign_in(client, Role.BUREAU_OFFICER), child, kind="word").content)
    )
    assert squeezed(world.own_name(Role.BUREAU_OFFICER)) in officer
    manager = taken(world.sign_in(Client(), Role.PROVIDER_MANAGER), child, kind="word")
    assert manager.status_code == 200


def test_documents_come_from_whoever_keeps_them(world: World, client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(file_entries, "_DOCUMENTS", [])

    def provider(_asked: object) -> list[FileDocument]:
        return [FileDocument("户口簿复印件", TODAY)]

    register_documents(provider)
    register_documents(provider)
    text = word_text(taken(world.sign_in(client, Role.SOCIAL_WORKER), world.own[0], kind="word").content)
    assert text.count("户口簿复印件") == 1


def test_uncovering_needs_the_right_to(world: World) -> None:
    with context.county(COUNTY, writes=True):
        actor = world.actor(Role.BUREAU_OFFICER)
        posts = replace(actor, permissions=actor.permissions - {Permission.REVEAL_CHILD})
        with pytest.raises(ValueError, match="no such kind"):
            take(world, posts, kind="html")
        with pytest.raises(Refused):
            take(world, replace(actor, permissions=frozenset(), posts=()))
        for purpose, code in ((" ", "no-purpose"), ("x" * 201, "too-long")):
            with pytest.raises(Refused) as caught:
                take(world, actor, purpose=purpose)
            assert caught.value.decision.code == code


def take(world: World, by: Any, **more: Any) -> Any:
    values: dict[str, Any] = {"purpose": PURPOSE, "kind": "pdf", "is_uncovered": True, **more}
    return take_out_file(child_id=world.own[0], on=TODAY, by=by, at=moment(TODAY), **values)


MARKUP = '#let x = [*y*] $ _ \\ <tag> & "quoted" @ref'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="60"><text x="10" y="30">𠮷图</text></svg>'


def a_paper() -> Paper:
    rows = tuple((f"第{n}行 𠮷㛃", "阿卜杜热西提·买买提明", MARKUP) for n in range(90))
    blocks = (
        Facts("基本信息", (("姓名", "𠮷田·艾山"), ("空", ""), ("三", "x"))),
        Table("表", ("一", "二", "三"), rows, (2, 3, 4)),
        Table("空表", ("一",), (), (1,)),
        Words("", "一段话"),
        Picture("图", SVG, "图"),
    )
    return Paper(
        title="困境儿童档案",
        county="平湖市",
        name="𠮷田",
        number="330482-000001",
        cover=(("用途", "检查"),),
        mark="周社工 2024年11月20日",
        chapters=(Chapter("一章", blocks), Chapter("二章", ())),
        contents="目录",
        none="无",
    )


def test_pdf_says_everything_and_breaks_on_nothing() -> None:
    paper = a_paper()
    data = as_pdf(paper)
    text = squeezed(pdf_text(data))
    assert [word for word in paper.texts() if squeezed(word) not in text and word != "图"] == []
    pages = pdfium.PdfDocument(data)
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"{number}/{len(pages)}" in squeezed(page.get_textpage().get_text_bounded())
        assert "周社工" in page.get_textpage().get_text_bounded()
    contents = squeezed(pages[1].get_textpage().get_text_bounded())
    assert re.search(r"1一章\.*3", contents)


def test_word_says_everything_in_named_fonts_with_fields() -> None:
    paper = a_paper()
    data = as_word(paper)
    text = squeezed(word_text(data))
    assert [w for w in paper.texts() if squeezed(w) not in text and w not in ("图", paper.number)] == []
    document = Document(BytesIO(data))
    styles = ("Normal", "Heading 1")
    fonts = {name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in styles}
    assert fonts == {"Normal": "宋体", "Heading 1": "黑体"}
    footer = document.sections[0].footer._element.xml
    assert "PAGE" in footer
    assert "NUMPAGES" in footer
    assert "TOC" in document.element.xml
    assert "周社工" in document.sections[0].header._element.xml
    assert len(document.inline_shapes) == 1


def test_a_drawing_becomes_a_picture() -> None:
    assert as_png('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>').startswith(b"\x89PNG")


def test_a_long_file_costs_no_more_than_its_pages(world: World, client: Client) -> None:
    """Against a file without a life, taken out in the same minute: 1.3 times as much was seen."""
    bare, child = world.own[1], world.own[0]
    with_life(world, child)
    client = world.sign_in(client, Role.SOCIAL_WORKER)
    taken(client, child)  # the fonts are read once
    assert {taken(client, c).status_code for c in (bare, child)} == {200}
    floor, full = (spent(partial(taken, client, c), 2) for c in (bare, child))
    assert full < 5 * floor
