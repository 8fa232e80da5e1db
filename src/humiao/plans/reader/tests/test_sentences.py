import random
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from humiao.foundation.tests.spent import spent
from humiao.plans.reader.tests.layout import layout, sentence_words

PLAN = """某县2025年护苗服务方案
为做好工作，制定本方案。
一、项目概况
1.期限：一年。2.预算：20万元；
二、服务内容
（一）走访
红级每月1次；黄级每季1.5次。三、指标：
\t序号
\t指标
\t目标值

\t1
\t走访
\t≥12次

\t2
\t讲座
\t

类别|指标|目标
走访|入户|≥10次
|电话|≥20次

某县民政局
2025年2月
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲做。乙做；丙做！丁做？戊", ["甲做。", "乙做；", "丙做！", "丁做？", "戊"]),
        ("黄级一次;红级两次.", ["黄级一次;", "红级两次."]),
        ("他说“好。”再说", ["他说“好。”", "再说"]),
        ("1.5米，3.14倍", ["1.5米，3.14倍"]),
        ("1. 走访\n2. 讲座", ["1. 走访", "2. 讲座"]),
        ("见http://a.cn/?id=1;b=2页", ["见http://a.cn/?id=1;b=2页"]),
        ("  甲  \n\n 乙", ["甲", "乙"]),
        ("", []),
    ],
)
def test_cuts(text, expected):
    assert sentence_words(text) == expected


def test_a_text_broken_at_a_constant_width_is_joined():
    words = (
        "为做好困境儿童关爱服务工作，按照有关文件要求，通过购买服务方式，由专业社工定期上门走访，了解需求，提供帮助，并做好记录，"
        * 4
    )
    lines = [words[n : n + 30] for n in range(0, len(words), 30)]
    text = "一、服务内容\n" + "\n".join(lines)[:-1] + "。\n二、期限\n一年。"
    said = sentence_words(text)
    assert len(said) == 4
    assert said[1].replace("\n", "") == words[:-1] + "。"


def test_lines_of_different_width_stay_apart():
    text = "\n".join(["走访" * n for n in (11, 14, 20, 25, 30, 13, 17)])
    assert len(sentence_words(text)) == 7


def test_cells_tell_their_place():
    found = layout("一、指标\n项目|数\n走访|10次\n")
    assert [(s.table, s.row, s.column, s.clause) for s in found.sentences[1:]] == [
        (0, 0, 0, "一"), (0, 0, 1, "一"), (0, 1, 0, "一"), (0, 1, 1, "一"),
    ]  # fmt: skip


def test_a_long_cell_gives_its_sentences():
    long = "社工每月入户走访一次并做好记录。" * 6
    found = layout(f"项目|要求\n走访|{long}\n讲座|两场\n")
    assert [(s.row, s.column) for s in found.sentences].count((1, 1)) == 6


def _check(text):
    found = layout(text)
    upto = 0
    for s in found.sentences:
        assert upto <= s.start < s.end <= len(text)
        assert text[s.start : s.end].strip() == text[s.start : s.end]
        upto = s.end
    _check_clauses(found.clauses, len(text))
    covered = {n for s in found.sentences for n in range(s.start, s.end)}
    left = "".join(sign for n, sign in enumerate(text) if n not in covered and not sign.isspace())
    if not found.tables:
        assert left == ""
    assert not any(sign.isalnum() for sign in left)
    for table in found.tables:
        assert len({len(row) for row in table.rows}) == 1
        assert 0 <= table.start < table.end <= len(text)
        assert 0 <= table.header_rows <= len(table.rows)


def _check_clauses(clauses, length):
    for at, clause in enumerate(clauses):
        assert 0 <= clause.start < clause.end <= length
        assert clause.start <= clause.heading_end <= clause.end
        assert not at or clauses[at - 1].start < clause.start
        if clause.parent is None:
            assert not any(c.start < clause.start < c.end for c in clauses[:at])
        else:
            around = clauses[clause.parent]
            assert around.start <= clause.start < clause.end <= around.end


PIECES = st.sampled_from(
    ["一、", "二、", "（一）", "（二）", "1.", "2.", "1、", "1.1", "1.2", "1.1.1", "（1）", "①", "②", "A.", "第一章", "第二条", "附件1", "附件：",  # noqa: E501
     "走访", "讲座", "序号", "备注", "合计", "指标", "项目名称", "\n", "\n", "\n\n", "\t", "|", "│", "├──┼", "---", "  ", " ", "。", "；", "：", "，",  # noqa: E501
     "1", "2", "3", "10次", "≥5", "2025年2月", "某县民政局", "(", "）", "\r\n", "\u2028", "第", "条", "2025", "万元", "?", "\x00"],  # noqa: E501
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_text_can_be_cut(text):
    _check(text)


@pytest.mark.parametrize(
    "text", ["11.", "A.", "z)", "⒛", "Ⅻ、", "㈩", "第百条", "1.", "序号\n1", "\t1", "|\n|"]
)
def test_a_number_and_nothing_more(text):
    _check(text)


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_noise_can_be_cut(text):
    _check(text)


@given(st.integers(0, len(PLAN)), st.integers(0, len(PLAN)))
@settings(max_examples=150, deadline=None)
def test_a_plan_cut_off_anywhere_can_be_cut(start, end):
    _check(PLAN[start:end])


_NUMBERS = "一二三四五六七八九"
_PRINTED = {
    "cn": lambda n: (f"{_NUMBERS[n - 1]}、", _NUMBERS[n - 1]),
    "cn-paren": lambda n: (f"（{_NUMBERS[n - 1]}）", f"({_NUMBERS[n - 1]})"),
    "ar-dot": lambda n: (f"{n}.", str(n)),
    "ar-paren": lambda n: (f"({n})", f"({n})"),
    "circled": lambda n: ("①②③④⑤⑥⑦⑧⑨"[n - 1], "①②③④⑤⑥⑦⑧⑨"[n - 1]),
    "upper": lambda n: (f"{chr(64 + n)}、", chr(64 + n)),
}


@given(
    st.lists(st.sampled_from(sorted(_PRINTED)), min_size=1, max_size=4, unique=True),
    st.lists(st.integers(0, 3), min_size=1, max_size=12),
    st.sampled_from(["\n", "。\n", "走访儿童，记录在案。\n正文一段，说明做法。\n"]),
)
@settings(max_examples=300, deadline=None)
def test_an_outline_reads_back(styles, depths, body):
    """Each depth is one deeper than the one before at the most; numbers count up and restart inside."""
    counts = [0] * len(styles)
    depth = -1
    text, expected = "某县方案。\n", []
    for wanted in depths:
        depth = min(wanted, depth + 1, len(styles) - 1)
        if counts[depth] == 9:
            break
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (len(styles) - depth - 1)
        printed, label = _PRINTED[styles[depth]](counts[depth])
        text += f"{printed}做事{body}"
        expected.append((*(_PRINTED[styles[d]](counts[d])[1] for d in range(depth)), label))
    assert [c.path for c in layout(text).clauses] == expected


@pytest.mark.parametrize(
    "piece",
    ["1\n", "（", "|", "1.1 ", "①", "\t\n", "。", "一", " ", "序号\n1\n", "1.甲\n(1)乙\n", "某局\n", "1|2\n"],
)
def test_time_grows_with_length_only(piece):
    texts = [piece * (length // len(piece)) for length in (8_000, 32_000)]
    short, long = (spent(partial(layout, text)) for text in texts)
    assert long < 12 * short + 0.5  # four times the length; a square would be sixteen


def test_shuffled_lines_can_be_cut():
    lines = PLAN.splitlines(keepends=True)
    for seed in range(50):
        random.Random(seed).shuffle(lines)  # noqa: S311
        _check("".join(lines))
