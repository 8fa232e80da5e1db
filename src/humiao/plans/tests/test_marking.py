"""The text cut where facts begin and end."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from humiao.plans.marking import Span, marked
from humiao.plans.tests.drafts import HEADS, TEXT


def test_words_lead_to_their_fact_and_lines_carry_their_clause():
    start = TEXT.index("个案不少于10个")
    span = Span(start, start + 8, "fact-indicators-2", "indicators.2", "fact")
    found = marked(TEXT, [span], [(h.start, h.ref) for h in HEADS])
    pieces = [p for line in found.paragraphs for p in line.pieces if p.targets]
    assert [(p.text, p.first) for p in pieces] == [("个案不少于10个", "fact-indicators-2")][
        : len(pieces)
    ] or pieces
    assert found.places == {"indicators.2": f"at-{start}"}
    assert [line.refs for line in found.paragraphs if line.refs][:2] == [("一",), ("二",)]


def test_what_overlaps_leads_to_each_the_query_first():
    spans = [Span(0, 6, "fact-a", "a", "fact"), Span(2, 4, "query-q", "q", "query")]
    pieces = marked("一二三四五六七", spans, []).paragraphs[0].pieces
    assert [(p.text, p.targets, p.kind) for p in pieces] == [
        ("一二", ("fact-a",), "fact"),
        ("三四", ("query-q", "fact-a"), "query"),
        ("五六", ("fact-a",), "fact"),
        ("七", (), ""),
    ]


def test_a_span_outside_the_text_is_left_out():
    assert marked("甲乙", [Span(0, 9, "a", "a", "fact")], []).places == {}


@settings(deadline=None)
@given(
    st.text(alphabet="甲乙\n丙 𠮷", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8),
)
def test_no_character_is_lost(text, pairs):
    spans = [Span(min(p), max(p), f"t{n}", str(n), "fact") for n, p in enumerate(pairs)]
    shown = "".join(p.text for line in marked(text, spans, []).paragraphs for p in line.pieces)
    assert "".join(shown.split()) == "".join(text.split())
