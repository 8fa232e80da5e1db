"""Text broken at a constant width, page numbers, and columns parted by wide gaps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from humiao.plans.reader.files.columns import with_tabs
from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.files.opening import open_text
from humiao.plans.reader.files.wrapped import unwrapped

PARAGRAPHS = [
    "为了让山里的孩子放学后有处可去，镇上今年在六个村办起了假日小屋，由社工和老师轮流值守，"
    "全年开放不少于260天，服务不少于4800人次，每个小屋配1.5万元的图书和玩具。",
    "每位社工每季度走访结对家庭12户以上，把孩子的学习、身体和心情都记在本子上，发现有家长半年没有联系"
    "孩子的，由村里的儿童主任在48小时内打电话给家长，连续两次打不通的报给镇里。",
    "经费由两部分合成：区里的福彩公益金拨付36万元，一家本地企业捐赠12万元，全部用于人员补贴、活动"
    "物资和交通费，不得用于添置办公设备，年底由会计事务所审计一次并在村务栏公开。",
]


def _set(paragraph, width, indent=""):
    """Break a paragraph where so many Chinese characters fill the line, the first line set in."""
    lines, used = [""], 0
    for sign in indent + paragraph:
        columns = 1 if sign.isascii() else 2
        if used + columns > 2 * width:
            lines, used = [*lines, ""], 0
        lines[-1] += sign
        used += columns
    return lines


@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
@pytest.mark.parametrize("width", [23, 26, 34])
@pytest.mark.parametrize("between", ["\n", ""])
def test_paragraphs_are_made_whole(width, indent, between):
    text = ("\n" + between).join("\n".join(_set(p, width, indent)) for p in PARAGRAPHS)
    assert open_text(text).text.replace("\n\n", "\n") == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "footer", ["{:>30}", "- {} -", "第{}页", "第 {} 页 共 9 页", "— {} —", "\u3000" * 12 + "{}"]
)
def test_page_numbers_between_pages_go(footer):
    lines = [line for p in PARAGRAPHS for line in _set(p, 26)]
    text = "\n".join(
        [*lines[:5], "", footer.format(1), "", *lines[5:9], "", footer.format(2), "", *lines[9:]]
    )
    source = open_text(text)
    assert source.text == "\n".join(PARAGRAPHS)
    assert source.left_out == ("headers-footers",)


@pytest.mark.parametrize(
    "text",
    [
        "序号\n名称\n1\n走访\n2\n讲座\n",
        "人数\n\n3\n\n4\n\n场次\n\n5\n",
        "\t1\n\n\t2\n\n正文\n",
        "个数\n            12\n\n走访\n            40\n",
        "第1页至第3页为总则\n-5-10岁\n",
        "1\n\n2\n\n3\n",
    ],
)
def test_other_numbers_stay(text):
    assert unwrapped(text) == (text, False)


def test_numbers_beside_a_form_feed_are_page_numbers():
    assert unwrapped("甲。\n1\n\f乙。\n2\n\f丙。") == ("甲。\n\n\f乙。\n\n\f丙。", True)


@pytest.mark.parametrize(
    "following", ["一、服务对象", "（二）人员", "2.走访", "做什么：上门", "● 红色户", "第三条 付款"]
)
def test_a_new_item_begins_a_line(following):
    lines = _set(PARAGRAPHS[0] + PARAGRAPHS[1], 26)[:5]
    text = "\n".join([*lines, following])
    assert unwrapped(text)[0].split("\n")[-1] == following


def test_a_signature_stays_apart():
    lines = _set(PARAGRAPHS[0] + PARAGRAPHS[1], 26)[:5]
    text = "\n".join([*lines, " " * 30 + "某县民政局", " " * 32 + "2025年3月1日"])
    assert open_text(text).text.split("\n")[-2:] == ["某县民政局", "2025年3月1日"]


@pytest.mark.parametrize(
    "text",
    [
        "走访每户儿童家庭\n开展团体辅导活动\n举办家长课堂\n建立档案\n",
        "\n".join(PARAGRAPHS),
        "指标名称\n目标值\n入户走访困境儿童和留守儿童家庭人次数\n≥1200人次\n",
    ],
)
def test_a_text_nobody_broke_stays(text):
    assert unwrapped(text) == (text, False)


@settings(deadline=None)
@given(st.text(alphabet="甲乙，。1 \n\f\t\u3000（-第页:") | st.text())
def test_any_text_can_be_unwrapped(text):
    found, _ = unwrapped(text)
    kept = [sign for sign in found if not sign.isspace() and not sign.isdigit()]
    assert set(kept) <= set(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("活动　　场次\n绘画课　　12场", "活动\t场次\n绘画课\t12场"),
        ("读书会    20    村小\n绘画课    ≥16次    祠堂", "读书会\t20\t村小\n绘画课\t≥16次\t祠堂"),
        ("读书会　　每周六\n绘画课　　周三下午", None),
        ("读书会　　每周六", None),
        ("读书会　　每周六\n绘画课　　周三　　祠堂", None),
        ("甲方：某局　　　乙方：某社\n代表：　张某　　　代表：　李某", None),
        ("采　　购　　人\n供　　应　　商", None),
        ("　　第一段话。\n　　第二段话。", None),
        ("今天天气很好。　　我们出去。\n明天也好。　　再去。", None),
    ],
)
def test_wide_gaps_part_columns(text, expected):
    assert with_tabs(text) == (expected or text)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("做到事事有回音.一、目标", "做到事事有回音。一、目标"),
        ("每村1场(镇里组织).2、培训", "每村1场(镇里组织)。2、培训"),
        ("组建志愿队伍.第二", "组建志愿队伍。第二"),
        ("一.目标 (二).任务 第三条.付款", "一.目标 (二).任务 第三条.付款"),
        ("贰.目标\n叁.任务", "贰.目标\n叁.任务"),
        ("比例为3.5%.其中", "比例为3.5%。其中"),
        ("民政.cn 1.1 3.5万 目录...5", "民政.cn 1.1 3.5万 目录...5"),
    ],
)
def test_full_stops(printed, folded):
    assert fold(printed) == folded
