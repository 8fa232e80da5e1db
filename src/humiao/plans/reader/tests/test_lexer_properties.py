"""What holds of any text: nothing raises, quantities are ordered and apart, notations agree."""

from decimal import Decimal

from cn2an import an2cn
from hypothesis import given, settings
from hypothesis import strategies as st

from humiao.foundation.tests.spent import spent
from humiao.plans.reader.lexer import find_quantities
from humiao.plans.reader.words import MENTION_KINDS, find_mentions, load

LETTERS = (
    "0123456789一二三四五六七八九十百千万亿两廿半零〇年月日号个人名户场次元%岁分期级时点至到"
    "-*X_.,/:()〔〕 \n\t|，。（"
)
WORDS = (
    "每月 每个未保站 不少于 至少 以上 左右 约 2025年 第 百分之 万元 ¥ 人次 工作日 季度 半年 周 3月 15日 底"
    " 一次 儿童 〔2019〕34号 /年 O 余 多 一人一档"
)
PIECES = st.sampled_from([*LETTERS, *WORDS.split()])
PLAN_LIKE = st.lists(PIECES, max_size=30).map("".join)


def _check(text: str) -> None:
    found = find_quantities(text)
    edges = [edge for q in found for edge in (q.start, q.end)]
    assert edges == sorted(edges)
    assert all(q.start < q.end <= len(text) for q in found)
    for quantity in found:
        if quantity.masked:
            assert quantity.value is None
        elif quantity.kind not in ("date", "number", "ordinal"):
            assert quantity.value is not None
        if quantity.high is not None and quantity.kind != "interval":
            assert quantity.value is not None
            assert quantity.value <= quantity.high


@settings(max_examples=400, deadline=None)
@given(PLAN_LIKE)
def test_plan_like_texts_never_raise_and_stay_in_order(text):
    _check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_any_text_never_raises(text):
    _check(text)
    assert list(find_mentions(text)) == sorted(find_mentions(text), key=lambda m: (m.start, -m.end, m.kind))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abcXYZ儿童关爱保护服务社会工作困境留守家庭，。；：、（）《》 \n", max_size=80))
def test_words_without_numerals_give_nothing(text):
    if "X" not in text:
        assert find_quantities(text) == ()


@settings(max_examples=300, deadline=None)
@given(st.integers(min_value=0, max_value=99_999_999))
def test_a_number_reads_back_in_every_notation(value):
    for written in (str(value), f"{value:,}", an2cn(value), an2cn(value, "up")):
        (found,) = find_quantities(f"服务{written}人次")
        assert (found.kind, found.value, found.unit) == ("count", value, "人次"), written


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=1, max_value=9_999_99))
def test_money_reads_back_in_yuan_and_in_ten_thousands(cents):
    yuan = Decimal(cents) * 100
    for written in (
        f"{yuan}元",
        f"{yuan / 10000}万元",
        f"¥{yuan:,}元",
        f"人民币{an2cn(int(yuan), 'up')}元整",
    ):
        (found,) = find_quantities(f"总价{written}")
        assert (found.kind, found.value) == ("money", yuan), written


@settings(max_examples=200, deadline=None)
@given(st.dates())
def test_a_date_reads_back_in_every_notation(day):
    day = day.replace(year=2000 + day.year % 100)
    written = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}-{day.month:02d}-{day.day:02d}",
        f"{''.join('〇一二三四五六七八九'[int(d)] for d in str(day.year))}年"
        f"{an2cn(day.month)}月{an2cn(day.day)}日",
    )
    for text in written:
        (found,) = find_quantities(text)
        assert (found.kind, found.iso) == ("date", day.isoformat()), text


def test_a_long_document_is_read_quickly():
    page = "每个未保站每月开展活动不少于2场,探访≥260人次;2025年3月-11月30号。预算39万元,满意率90%以上。\n"
    text = (
        page + "依托政府购买服务积极开展评估接待、帮扶解困、权益保障等工作,全力提供规范化服务。\n" * 3
    ) * 300
    find_quantities(text[:1000])
    assert spent(lambda: find_quantities(text)) / len(text) * 60_000 < 1.0


def test_time_grows_with_length_only():
    for pattern in ("9", "每月", "一", "(", "X", "2025年", "1-", "至少", "〔2019〕", "a1-", "一人一"):
        find_quantities(pattern * 4_000)


def test_every_vocabulary_is_found_where_its_names_stand():
    for kind in MENTION_KINDS:
        for entry in load(kind):
            guards = any(entry.texts(guard) for guard in ("only_after", "only_before"))
            for name in entry.names:
                found = load(kind).find(f"，{name}。")
                assert guards or (found and found[0].start == 1), (kind, name)
