"""Classes of children: remainders, classes that overlap in life, age limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from humiao.plans.reader.checks.counts import headcounts
from humiao.plans.reader.checks.kinds import is_programme, kind_of_document
from humiao.plans.reader.checks.look import Span, counts, folded, saying
from humiao.plans.reader.checks.registry import Asked, ask, at, check
from humiao.plans.reader.checks.sums import SAID_TO_OVERLAP, adds_up, parts_of
from humiao.plans.reader.draft import Draft, ServiceObject
from humiao.plans.reader.reading import Quantity, Reading
from humiao.plans.reader.words import load


@check("residual-class")
def remainder(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for the classes in a remainder that carries a number."""
    if not is_programme(draft, reading):
        return
    for found in headcounts(reading):
        entry = load("category").entry(found.key)
        if not entry.flag("residual") or not found.value or _broken_down(reading, found.end):
            continue
        yield ask(
            reading,
            f"{at(reading, found)[0]}的“{reading.words(found)}”是余项，包含哪些类别、各多少人？请补充分项。",
            f"“{reading.words(found)}” in {at(reading, found)[1]} "
            "is a remainder. Which classes, how many each?",
            found,
        )


_REST = re.compile(r"其[他它余](?:类型?|类别|情形|情况|对象|人员|儿童|困境儿童|困难儿童|未成年人)*")


@check("residual-class")
def plain_remainder(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for the classes in a number that is only called the others: 其他68人."""
    if not is_programme(draft, reading):
        return
    told = {(h.start, h.end) for h in headcounts(reading) if load("category").entry(h.key).flag("residual")}
    for item in draft.service_objects:
        known = any(start < item.end and item.start < end for start, end in told)
        if known or not item.count or not _REST.fullmatch(item.category) or _broken_down(reading, item.end):
            continue
        yield ask(
            reading,
            f"{at(reading, item)[0]}的“{reading.words(item)}”是余项，包含哪些类别、各多少人？请补充分项。",
            f"“{reading.words(item)}” in {at(reading, item)[1]} "
            "is a remainder. Which classes, how many each?",
            item,
        )


_LEFT_OVER = re.compile(
    r"(?:剩下|剩余|余下|其余)(?:的)?\s*(?P<count>\d+)\s*[名人个](?:孩子|儿童)?[^，。；\n]{0,4}(?:算作|作为|归为|列为|均?为|都?是)?其[他它]"
)


@check("residual-class")
def rest_of_them(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for the classes of those who are only left over: 剩下1120人算作其他情况的孩子."""
    found = next(saying(reading, _LEFT_OVER), None)
    if found and is_programme(draft, reading) and not _broken_down(reading, found.end):
        yield ask(
            reading,
            f"“{found.words}”是余项，包含哪些类别、各多少人？请补充分项。",
            f"“{found.words}” is a remainder. Which classes, how many each?",
            Span(found.start, found.end),
        )


def _broken_down(reading: Reading, offset: int) -> bool:
    """Say whether the classes of a remainder follow in brackets with numbers of their own."""
    following = folded(reading, offset, offset + 60)
    return bool(re.match(r"\s*\((?:其中|包括|含)?[^()]*\d+\s*[人名]", following))


# Classes that say what a family has, and classes that say what a child is: one child may be in both.
_OF_FAMILY = re.compile(r"低保|低边|最低生活保障|特困|贫困|困难家庭")
_OF_CHILD = re.compile(r"残疾|重残|重病|大病|罕见病|孤儿|无人抚养|留守|流动|单亲")
_COUNTED_ONCE = re.compile(
    r"同一(?:儿童|对象|名|人)|不重复|重复计[算数]|去重|交叉|多种情形|多重身份|就高|优先顺序|只(?:按|计|统计)|剔除重复"
)


@check("classes-overlap")
def counted_as_exclusive(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for the order where classes that overlap in life add up exactly to the number of all."""
    if not is_programme(draft, reading) or _COUNTED_ONCE.search(reading.folded):
        return
    for total in draft.service_objects:
        parts = parts_of(draft, reading, total) if total.total and total.count else []
        numbers = [p.count for p in parts if p.count]
        if len(numbers) < 3 or not total.count or not _overlap(parts):
            continue
        if adds_up(numbers, total.count) and sum(numbers) == total.count:
            listed = " + ".join(str(n) for n in numbers)
            yield ask(
                reading,
                f"{at(reading, total)[0]}各类按互不重复相加（{listed} = {total.count}），实际会重叠："
                "一名儿童符合几类时先计哪一类？",
                f"The classes of {at(reading, total)[1]} add up as if exclusive ({listed} = {total.count}), "
                "though a child may be in several. Which class comes first?",
                total,
                *parts,
            )


@check("classes-overlap")
def added_up_as_exclusive(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask the same where the number of all is told apart from its classes: 各项加在一起有2100个孩子."""
    parts = [o for o in draft.service_objects if not o.total and o.count]
    added = sum(p.count or 0 for p in parts)
    told = any(o.total and (o.count or 0) >= added for o in draft.service_objects)
    if told or not is_programme(draft, reading) or _COUNTED_ONCE.search(reading.folded):
        return
    taken = {p.start for p in parts}
    whole = next(
        (q for q in counts(reading) if q.value == added and q.start not in taken and q.unit in _PEOPLE), None
    )
    if whole and len(parts) >= _FEWEST and _overlap(parts):
        yield ask(
            reading,
            f"各类按互不重复相加共 {added}，实际会重叠：一名儿童符合几类时先计哪一类？",
            f"The classes add up to {added} as if exclusive, though a child may be in several. "
            "Which class comes first?",
            whole,
            *parts,
        )


_PEOPLE = frozenset({"人", "名", "个", "位"})
_FEWEST = 3
_ONE_RULE = re.compile(r"只(?:按|计|统计)|计算一次|就高|优先|归入|不重复")


@check("classes-overlap")
def said_to_overlap(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for the number of children where the document itself says that its classes overlap."""
    if not is_programme(draft, reading):
        return
    for found in saying(reading, SAID_TO_OVERLAP):
        words = folded(reading, found.sentence.start, found.sentence.end + 40)
        if not _ONE_RULE.search(words):
            yield ask(
                reading,
                f"“{reading.words(found.sentence).strip()[-40:]}”：各类相加多于实际人数，请写明去重后的人数和归类次序。",
                "The document says its classes overlap; give the "
                "number of children and which class comes first.",
                found,
            )
            return


def _overlap(parts: Sequence[ServiceObject]) -> bool:
    families = [p for p in parts if _OF_FAMILY.search(p.category)]
    children = [p for p in parts if _OF_CHILD.search(p.category) and p not in families]
    return bool(families) and bool(children)


_LEFT_BEHIND_AT_18 = re.compile(r"留守儿童[^，。；、\n]{0,3}(?:未满|不满)?(?:18|十八)(?:周岁|岁以下)")


@check("age-limits-differ")
def ages_differ(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that classes have different limits of age, as stated or by their own rules."""
    if not is_programme(draft, reading):
        return
    limits = [q for q in reading.quantities if q.kind == "age" and _limit(reading, q) in (14, 16, 18)]
    limits += [q for q in reading.quantities if q.kind == "age" and q not in limits and _to_age(reading, q)]
    values = sorted({int(_limit(reading, q) or q.value or 0) for q in limits})
    if len(values) > 1:
        zh = "、".join(f"{v} 周岁" for v in values)
        yield ask(
            reading,
            f"各类儿童的年龄界限不同（{zh}）。到了较低的年龄时，是退出还是转入其他类别？",
            f"Classes have different limits of age ({', '.join(map(str, values))}). At the lower one, "
            "does a child leave or go over to another class?",
            *limits,
        )
        return
    older = _LEFT_BEHIND_AT_18.search(reading.folded)
    if older:
        yield ask(
            reading,
            f"“{older.group()}”：留守儿童的规定年龄是不满 16 周岁，其他类别是不满 18 周岁。按哪个年龄？",
            "Left-behind children are under 16 by rule, here they are under 18. Which limit holds?",
            Span(*older.span()),
        )
        return
    if kind_of_document(reading, draft) != "plan":
        return
    younger = [h for h in headcounts(reading) if load("category").entry(h.key).fields.get("age_below")]
    if younger and not any(q.kind == "age" for q in reading.quantities):
        yield ask(
            reading,
            "留守、流动儿童的规定年龄是不满 16 周岁，其他类别是不满 "
            "18 周岁，文中没有写。满 16 周岁时怎么办？",
            "Left-behind and migrant children are under 16 by rule, the others under 18; the document gives "
            "no limit. What happens at 16?",
            *younger[:2],
        )


_UP_TO = re.compile(r"(?:儿童|孤儿|留守的?|流动的?|流浪[^，。；]{0,4}|孩子)(?:算?到|算至|按|满)\s*$")


def _to_age(reading: Reading, age: Quantity) -> bool:
    """Say whether a class is counted up to an age: 困境儿童到18周岁，留守的算到16周岁."""
    return age.value in (14, 16, 18) and bool(_UP_TO.search(folded(reading, age.start - 14, age.start)))


def _limit(reading: Reading, age: Quantity) -> Decimal | None:
    """Return the age under which a child must be: 未满18周岁, 6-16岁."""
    if age.high is not None:
        return age.high
    return age.value if _upper(reading, age.start, age.end) else None


def _upper(reading: Reading, start: int, end: int) -> bool:
    around = folded(reading, start - 4, end + 4)
    return bool(re.search(r"未满|不满|以下|以内|之前|<|≤|0-", around))
