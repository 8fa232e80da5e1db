"""Tell every number of the text that ended in no fact, with what the reader took it for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from humiao.plans.reader.draft import Unused
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.topics import title_topics
from humiao.plans.reader.reading import Cell, Quantity, Reading, Spanned, Table

# Every answer to why a number is in no fact, as a person reads it.
WHY: dict[str, tuple[str, str]] = {
    "masked": ("看不清或被遮盖", "covered"),
    "background": ("背景情况", "background"),
    "history": ("往年情况", "of an earlier year"),
    "told": ("已做的事", "told of what was done"),
    "example": ("举例", "an example"),
    "withdrawn": ("已被更正", "withdrawn"),
    "quoted": ("引用的话", "quoted"),
    "asked": ("提问中的数", "of a question"),
    "proposed": ("设想", "proposed"),
    "wish": ("愿望", "a wish"),
    "elsewhere": ("别的事项", "of another matter"),
    "scoring": ("评分", "scoring"),
    "score": ("分值", "points"),
    "procedure": ("采购程序", "of the tender"),
    "eligibility": ("供应商条件", "on who may bid"),
    "payment": ("付款安排", "of payment"),
    "penalty": ("扣减、违约", "a penalty"),
    "contact": ("地址、联系方式", "an address or contact"),
    "copies": ("份数", "copies of a paper"),
    "spot-check": ("抽查", "a spot check"),
    "insurance": ("保险", "insurance"),
    "fee": ("代理费等费用", "a fee"),
    "listing": ("所列事项的个数", "how many things are listed"),
    "total": ("合计", "a total"),
    "repeated": ("别处已录入", "entered from another place"),
    "article": ("法律条款", "an article of a law"),
    "reference": ("编号、文号", "a number of a document"),
    "ordinal": ("序数", "an ordinal"),
    "age": ("年龄", "an age"),
    "measure": ("面积、时长等", "a measure"),
    "date": ("日期", "a date"),
    "duration": ("时限", "a length of time"),
    "interval": ("频次", "how often"),
    "unknown": ("没有读懂", "not understood"),
}
# What a number is by its own form, whatever stands around it; the last resort before unknown.
_BY_KIND = {
    "ordinal": "ordinal",
    "number": "reference",
    "age": "age",
    "score": "score",
    "measure": "measure",
    "date": "date",
    "duration": "duration",
    "interval": "interval",
}
# What a number is by the words of its sentence, the surest first.
_BY_WORDS = (
    ("contact", re.compile(r"联系(?:电话|方式|人)|电话|邮编|地\s*址|账\s*号|开户|邮箱|传真")),
    ("copies", re.compile(r"一式|各执|各存|正本|副本|\d+份|[一二两三四五六七八]份")),
    ("penalty", re.compile(r"扣[减除罚]|每次扣|违约金|罚款|赔偿|滞纳|解除(?:合同|协议)|虚报|弄虚作假")),
    ("insurance", re.compile(r"保险|保额|保费|投保")),
    ("spot-check", re.compile(r"抽查|抽检|回访比例|抽样")),
    ("fee", re.compile(r"代理(?:服务)?费|代理服务收费|保证金|标书费|下浮|工本费")),
    ("procedure", re.compile(r"公告|公示|质疑|投标|响应文件|开标|截止|报价|供应商共|采购文件|评审|报名")),
    ("scoring", re.compile(r"得分|满分|加分|扣分|评分|每有一项")),
    (
        "listing",
        re.compile(r"[一两二三四五六七]\s*(?:个|项|种|类|次|期|家)(?:等级|阶段|任务|情形|评估|支付|拨付|机构|承接|专业)"),
    ),
    ("total", re.compile(r"^\s*(?:合计|总计|小计)|[，,]\s*合计")),
)  # fmt: skip
_BY_TOPIC = {
    "scoring": "scoring",
    "eligibility": "eligibility",
    "breach": "penalty",
    "contact": "contact",
    "background": "background",
    "history": "history",
    "payment": "payment",
}
_ROW_NUMBER = re.compile(r"[\s★▲●○◇◆□☐┃│|*]*(?:[A-Za-z]{0,2}\d{1,2}(?:\.\d{1,2}){0,3}|[①-⑳])[\s、.)：:]*")
_STARRED = re.compile(r"[★▲]\s*\d{1,2}\.\d{1,2}(?=\s)")
_SERIAL_HEAD = re.compile(r"序号|编号|代号|项次|行次|排名|名次|NO\.?", re.IGNORECASE)


def leftovers(reading: Reading, claims: Claims, told: Iterable[Spanned] = ()) -> tuple[Unused, ...]:
    """Return the numbers no fact took, in the order of the text, each once; `told` hold some as well."""
    spans = [(fact.start, fact.end) for fact in told]
    values = {_value(q) for q in reading.quantities if claims.has(q) and q.value is not None}
    found = {
        (q.start, q.end): Unused(why=_why(reading, q, values), **span_of(reading, q.start, q.end))
        for q in reading.quantities
        if not (claims.has(q) or _inside(q, spans) or _is_numbering(reading, q))
    }
    return tuple(found.values())


def _inside(quantity: Quantity, spans: list[tuple[int, int]]) -> bool:
    return any(start <= quantity.start < end for start, end in spans)


def _is_numbering(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a number only numbers a clause, a line or a table's row."""
    if quantity.kind not in ("bare", "ordinal", "number"):
        return bool(
            _STARRED.match(reading.folded, reading.folded.rfind("\n", 0, quantity.start) + 1, quantity.end)
        )
    clause = reading.clause_at(quantity.start)
    if clause is not None and clause.start <= quantity.start < max(clause.number_end, clause.start + 1):
        return True
    place = _cell_of(reading, quantity)
    if place is not None:
        return _is_serial(reading, *place)
    return _opens_its_line(reading, quantity)


def _opens_its_line(reading: Reading, quantity: Quantity) -> bool:
    start = reading.folded.rfind("\n", 0, quantity.start) + 1
    opening = _ROW_NUMBER.match(reading.folded, start)
    if opening is None or not start <= quantity.start < opening.end() or quantity.end > opening.end():
        return False
    return (
        bool(re.search(r"[.、):：\s]$", opening.group()))
        or reading.folded[quantity.end : quantity.end + 1] == ""
    )


def _cell_of(reading: Reading, quantity: Quantity) -> tuple[Table, int, Cell] | None:
    for table in reading.tables:
        if table.start <= quantity.start < table.end:
            for row in table.rows:
                for column, cell in enumerate(row):
                    if cell.start <= quantity.start < cell.end:
                        return table, column, cell
    return None


def _is_serial(reading: Reading, table: Table, column: int, cell: Cell) -> bool:
    """Say whether a cell holds a serial number: under such a heading, or first in its row under none."""
    if not _ROW_NUMBER.fullmatch(reading.folded[cell.start : cell.end]):
        return False
    heads = "".join(
        reading.words(row[column]) for row in table.rows[: table.header_rows] if column < len(row)
    )
    return bool(_SERIAL_HEAD.search(heads)) or (column == 0 and not heads.strip())


def _value(quantity: Quantity) -> tuple[str, str, str]:
    return quantity.kind, str(quantity.value), "" if quantity.kind == "money" else quantity.unit


def _why(reading: Reading, quantity: Quantity, values: set[tuple[str, str, str]]) -> str:
    if quantity.masked:
        return "masked"
    mood = reading.mood_at(quantity.start)
    if mood:
        return (_by_place(reading, quantity) if mood == "procedure" else "") or mood
    if quantity.kind in ("ordinal", "number", "age", "score"):
        return _BY_KIND[quantity.kind]
    if quantity.kind in ("money", "percent", "count") and _value(quantity) in values:
        return "repeated"
    return _by_place(reading, quantity) or _BY_KIND.get(quantity.kind, "unknown")


def _by_place(reading: Reading, quantity: Quantity) -> str:
    """Return what the words of the sentence, else of the heading, make of a number; empty where nothing."""
    words = _line(reading, quantity)
    said = next((why for why, pattern in _BY_WORDS if pattern.search(words)), "")
    if said:
        return said
    around = title_topics(reading, quantity.start)
    return _BY_TOPIC.get(around[0], "") if around else ""


def _line(reading: Reading, quantity: Quantity) -> str:
    """Return the stretch a number stands in, from the full stop or line's start before it to the next."""
    starts = [reading.folded.rfind(mark, 0, quantity.start) for mark in "。；\n"]
    ends = [reading.folded.find(mark, quantity.end) for mark in "。；\n"]
    stop = min((end for end in ends if end >= 0), default=len(reading.folded))
    return reading.folded[max(starts) + 1 : stop]
