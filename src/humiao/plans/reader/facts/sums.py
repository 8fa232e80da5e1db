"""Every sum of money, and by the words beside it what it is: the project's, a part, or neither."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from humiao.plans.reader.facts.phrases import name_in
from humiao.plans.reader.facts.stretches import (
    Stretch,
    about,
    part_after,
    part_before,
    words_of,
)
from humiao.plans.reader.facts.sum import (
    UNIT,
    Side,
    Sum,
    bounded,
    in_yuan,
    lot_before,
    money_words,
    source_of,
    worth_beside,
)
from humiao.plans.reader.facts.sum_labels import LINK, heading_kind, is_sum, under_fees
from humiao.plans.reader.facts.sum_lists import (
    given,
    is_item_name,
    itemised,
    items,
    of_level,
    opens_list,
    outside_brackets,
    respectively,
    set_aside,
    talked,
    under_uses,
    unpaired,
)
from humiao.plans.reader.facts.sum_told import (
    asked_of_the_state,
    behind_source,
    priced_award,
    put_into_buying,
    unmasked,
    whole_first,
)
from humiao.plans.reader.facts.sum_vetoes import is_factor, is_not_ours, is_told_before
from humiao.plans.reader.facts.unit_prices import is_each, is_pay, is_per_head, is_per_person
from humiao.plans.reader.reading import Mention, Quantity, Reading, Sentence
from humiao.plans.reader.words import Entry, load

_NOT_HERE = frozenset({"scoring", "eligibility", "breach", "history", "staffing", "levels"})
_ADDED_UP = re.compile(
    r"^\s*(?:[一二两三四五]年|项目|[\d一二两三四五六七八九十]+个?站(?:点)?)?(?:合计|总计|共计?)[为约]?\s*$"
)
_TOTAL_WORD = re.compile(
    r"(?:合计|总计|共计|总共|共需|总额|共|(?:^|[，,])计|全年)(?:安排|投入|需要?|筹集)?(?:人民币)?[为约是:]?\s*$"
)
_GENERIC = re.compile(r"(?:资金|经费|费用|金额|总额|投入|总价|价款|投资)[^，。；]{0,6}$")
_PAID = re.compile(r"支付|付款|拨付|付清|结算|首付|预付|[%％]|之[一二三四五六七八九十]")
_ONE_LOT = re.compile(
    r"\s*(?:第?[一二三四五六七八九十\dA-F]{1,2}(?:包|标段|标项|分包)|(?:标项|标段|采购包|分包|包)[一二三四五六七八九十\dA-F]{1,2})[为:]?\s*"
)
_PARTS = re.compile(r"其中|包括|包含|组成|构成|分为|用于|明细|分别|含|[万元]元?\s*:")
_BESIDE = re.compile(r"[、，,]\s*$|[元万]$")
# What a correction leaves as it was, named before the comma: 最高限价不变，仍为128万元.
_UNCHANGED = re.compile(r"[^，,。；;]{2,20}(?:保持|维持)?不变[，,]仍[为是]?\s*$")
# What a sum was before: 合同金额由人民币328,000元增加至人民币418,000元.
_CHANGED_FROM = re.compile(
    r"[由从][^，。；]{2,24}?(?:增加|调[整增减高低]|变更|更正|提高|降低|[核压][增减]|减少|修改|改)[为至到]"
)
_COMES_FROM = re.compile(
    r"(?:资金|经费)(?:来源|渠道)\s*(?:为|是|系|:)\s*(?P<who>[^，。；:\d]{2,24}?)(?:约|共|计)*$"
)
_DRAWN = re.compile(
    r"(?:^|其中)(?:从|由|在|(?=上级))(?P<who>[^，。；:\d]{2,20}?)中?(?:列支|安排|解决|调剂|支出|统筹)\s*$"
)
_COMES_ALL_FROM = re.compile(
    r"(?:资金|经费)来源(?:于|为|是)(?=[^。；]{2,40}[，,])"
)  # 来源于…资金，总额50万元
_IS_GIVER = re.compile(r"(?:局|[县市区]委|妇联|残联|联合会|基金会|慈善会|公司|集团)$")
_RAISED = re.compile(r"资源链接|链接(?:社会)?资源|募集|筹集")  # 资源链接65万元，每站5万元
_YEAR_ALONE = re.compile(r"\d{4}年度?|第[一二三四]年度?|首年度?")
_FROM_ONE = re.compile(r"(?:全部|全额|均|都)(?:资金)?(?:来自|来源于|由|从|为|使用|列入)")


def sums_in_text(reading: Reading) -> Iterator[Sum]:
    """Give the sums of running text in order, told apart by the words beside them."""
    listing = False
    for sentence in reading.sentences:
        if sentence.table is not None:
            continue
        figures = [
            q for q in reading.quantities_in(sentence) if q.kind == "money" or is_sum(reading, q, sentence)
        ]
        figures = [q for q in figures if not is_factor(reading, q)]
        listed = outside_brackets(reading, figures)
        listing = opens_list(reading, sentence) or (listing and len(listed) == 1)
        if not figures:
            continue
        around = about(reading, sentence.start)
        if (around and around[0] in _NOT_HERE) or under_fees(reading, sentence):
            continue
        paired = respectively(reading, sentence, figures)
        paired = itemised(reading, sentence, figures) if paired is None else paired
        found = list(_Line(reading, sentence, around).sums(unpaired(figures, paired, sentence, reading)))
        if (listing or under_uses(reading, sentence)) and (not found or is_item_name(found)):
            found = list(items(reading, sentence, listed)) or found
        yield from [*whole_first(reading, found), *(paired or ())]


@dataclass
class _Line:
    """One sentence, read from left to right."""

    reading: Reading
    sentence: Sentence
    around: tuple[str, ...]

    def sums(self, figures: list[Quantity]) -> Iterator[Sum]:
        """Give the sums of the sentence."""
        floor, before, whole = self.sentence.start, None, None
        for index, figure in enumerate(figures):
            found = self._sum(figure, floor, before)
            found = behind_source(self.reading, found, whole) if found and whole else found
            if found is not None and self._is_part(found):
                found = asked_of_the_state(self.reading, found, floor)
            if found is not None:
                found = set_aside(self.reading, found, figures)
                before = found = unmasked(self.reading, found, figures[index + 1 : index + 2])
                whole = whole or found
                yield found
                yield from self._all_from(found)
            floor = figure.end if self.reading.mood_at(figure.start) != "withdrawn" else floor

    def _all_from(self, whole: Sum) -> Iterator[Sum]:
        """Give the whole as its only source's part: 经费全部来自慈善会捐赠，计15万元."""
        text = self.reading.folded
        from_one = _FROM_ONE.search(text, self.sentence.start, self.sentence.end)
        if (
            from_one is None
            and sum(q.kind == "money" for q in self.reading.quantities_in(self.sentence)) == 1
        ):
            from_one = _COMES_ALL_FROM.search(text, self.sentence.start, whole.quantity.start)
        if whole.side != "budget" or from_one is None:
            return
        source = source_of(money_words(self.reading, Stretch(from_one.start(), self.sentence.end)))
        if source is not None:
            where = Stretch(min(source[0].start, whole.where.start), max(source[0].end, whole.where.end))
            yield Sum(whole.quantity, whole.yuan, "source", source[1].text("kind"), source[0].text, where)

    def _sum(self, figure: Quantity, floor: int, before: Sum | None) -> Sum | None:
        reading = self.reading
        if reading.mood_at(figure.start):
            return None
        unchanged = _UNCHANGED.search(reading.folded, floor, figure.start)
        part = Stretch(*unchanged.span()) if unchanged else part_before(reading, floor, figure.start)
        if is_not_ours(reading, self.sentence, figure, part):
            return None
        found = (
            priced_award(reading, self.sentence, figure)
            or self._drawn(figure, part, before)
            or self._labelled(figure, part)
            or self._by_right(figure, floor)
        )
        found = found or self._of_next_lot(figure, part, before)
        found = found or self._listed(figure, part, before) or self._given(figure, part)
        found = found or self._named_source(figure, part)
        found = found or put_into_buying(reading, figure, self.sentence.start, self.sentence.end)
        return found or talked(reading, self.sentence, figure, floor) or self._unlabelled(figure, part, floor)

    def _is_all_of(self, name: Mention, figure: Quantity) -> bool:
        """Say whether what a use costs in a year is all there is: 全年运营费6万元 under 费用."""
        if is_each(self.reading, self.sentence, figure) and re.search("所|站|处", f"{figure.per}"):
            return False  # 每所每年运营经费2.4万元
        before = self.reading.folded[self.sentence.start : name.start]
        others = [q for q in self.reading.quantities_in(self.sentence) if q.kind == "money"]
        told = re.search(r"(?:全年|年度|每年|总)(?:的)?$", before)
        parts = len(others) > 2 and re.match("[,，]其中", self.reading.folded[figure.end : self.sentence.end])
        adds_up = parts and sum(in_yuan(q) or 0 for q in others[1:]) == in_yuan(figure)
        in_money = "money" in self.around[:1]
        return others[:1] == [figure] and bool(adds_up or (in_money and (told or parts)))

    def _is_part(self, found: Sum) -> bool:
        """Say whether a budget is a part of one said before it: 总预算90万元，其中办公项目预算20万元."""
        if found.side != "budget" or found.kind != "total" or found.lot:
            return False
        start = self.reading.folded.rfind("\n", 0, found.quantity.start)
        wholly, among, rest = self.reading.folded[start + 1 : found.quantity.start].rpartition("其中")
        if not among or _TOTAL_WORD.search(rest) or re.search("标项|包|标段", rest):
            return False
        earlier = self.reading.quantities_in(Stretch(start + 1, start + 1 + len(wholly)))
        return any(q.kind == "money" for q in earlier)

    def _labelled(self, figure: Quantity, part: Stretch) -> Sum | None:
        """Read a sum with a word for money in its own part of the sentence."""
        words = money_words(self.reading, part)
        if not words:
            return None
        last, entry = words[-1]
        at_least = figure.comparator in (">=", ">") and entry.text("kind") in ("contract", "award")
        if (
            at_least
            or entry.text("side") == "other"
            or (is_told_before(self.reading, self.around) and entry.text("kind") in ("contract", "award"))
            or (entry.text("side") == "history" and "已" in last.text)
        ):
            return None
        source = source_of(words)
        if source and source[1].key != "source":
            return None if is_per_person(figure) else self._made(figure, *source)
        if self._is_paid(last.end, figure):
            return None
        chosen = next(((m, e) for m, e in reversed(words) if e.text("side") in ("budget", "use")), None)
        if chosen is None and entry.text("side") == "history":
            return self._made(figure, last, entry)
        if chosen is not None and chosen[1].text("side") == "use" and self._is_all_of(chosen[0], figure):
            return self._plain(figure, Stretch(chosen[0].start, part.end), "total", named=False)
        if chosen is None or chosen[1].text("side") == "use":
            return self._used(figure, chosen)
        gap = UNIT.sub("", _CHANGED_FROM.sub("", self.reading.folded[chosen[0].end : figure.start]))
        if is_each(self.reading, self.sentence, figure):
            return self._priced(figure, *chosen)
        return self._made(figure, *chosen) if LINK.match(gap) or len(gap) <= 14 else None

    def _used(self, figure: Quantity, use: tuple[Mention, Entry] | None) -> Sum | None:
        """Read what a use costs, where it is not what one of many costs: 每名志愿者补贴1500元."""
        if use is None or is_per_head(self.reading, self.sentence, figure):
            return None
        return self._made(figure, *use)

    def _is_paid(self, offset: int, figure: Quantity) -> bool:
        part = part_before(self.reading, self.sentence.start, figure.start)
        between = self.reading.folded[offset : figure.start]
        paying = _PAID.search(between) or _PAID.search(words_of(self.reading, part)[-12:])
        return bool(paying) or ("payment" in self.around[:1] and not LINK.match(between))

    def _by_right(self, figure: Quantity, floor: int) -> Sum | None:
        """Read a sum whose word follows it: 20万元为县级财政资金."""
        after = part_after(self.reading, figure.end, self.sentence.end)
        words = re.match(
            r"(?:\([^()]*\))?(?:由|为|来自|来源于?|系|是|从|用于|作为)", words_of(self.reading, after)
        )
        if words is None or re.search("[0-9]", words_of(self.reading, after)[:4]):
            return None
        found = money_words(self.reading, after)
        source = source_of(found)
        left = part_before(self.reading, floor, figure.start)
        if source and not _GENERIC.search(words_of(self.reading, left)):
            return self._made(figure, *source, where=Stretch(figure.start, source[0].end))
        return None

    def _of_next_lot(self, figure: Quantity, part: Stretch, before: Sum | None) -> Sum | None:
        """Read the sum of the next lot behind one label: 最高限价：A包56万元，B包60万元."""
        if before is None or before.side != "budget" or not before.lot or figure.per:
            return None
        if not _ONE_LOT.fullmatch(words_of(self.reading, part)):
            return None
        where = Stretch(part.start, figure.end)
        return replace(before, quantity=figure, yuan=in_yuan(figure), where=where, lot=self._lot(figure))

    def _listed(self, figure: Quantity, part: Stretch, before: Sum | None) -> Sum | None:
        """Read a part of a sum named just before it: 其中社工工资24万元."""
        words = words_of(self.reading, part).strip()
        name = words[:2] if words[:2] in ("其他", "其它") else name_in(self.reading, part)
        lead = re.match(r"[、\s]*", words_of(self.reading, part))
        part, name = Stretch(part.start + (lead.end() if lead else 0), part.end), name.lstrip("、 ")
        text = self.reading.folded[self.sentence.start : figure.start]
        opens = before is None and "money" in self.around[:1] and text.lstrip().startswith("其中")
        if (
            (before is None and not opens)
            or not name
            or len(name) > 20
            or is_each(self.reading, self.sentence, figure)
            or _TOTAL_WORD.search(text)
        ):
            return None
        goes_on = (
            before is not None
            and before.side == "use"
            and _BESIDE.search(text[: part.start - self.sentence.start])
        )
        if _PAID.search(name) or not (goes_on or (_PARTS.search(text) and "payment" not in self.around[:1])):
            return None
        if re.search(r"[一-鿿]{2}", _YEAR_ALONE.sub("", name)) is None:
            return None
        level, where = of_level(name), Stretch(part.start, figure.end)
        if level or _IS_GIVER.search(name):
            return Sum(figure, in_yuan(figure), "source", level or "other", name, where)
        return Sum(figure, in_yuan(figure), "use", "use", name, where, lot=self._lot(figure))

    def _named_source(self, figure: Quantity, part: Stretch) -> Sum | None:
        """Read a sum behind a source that no word of ours names: 资金来源为上级下达补助39万元."""
        found = _COMES_FROM.search(words_of(self.reading, part))
        if found is None or is_each(self.reading, self.sentence, figure) or load("money").find(found["who"]):
            return None
        where = Stretch(part.start + found.start("who"), figure.end)
        return Sum(figure, in_yuan(figure), "source", "other", found["who"], where, lot=self._lot(figure))

    def _drawn(self, figure: Quantity, part: Stretch, before: Sum | None) -> Sum | None:
        """Read what of the whole just said comes from where: 经费30万元，从街道经费列支22万元."""
        found = _DRAWN.search(words_of(self.reading, part))
        smaller = before is not None and before.side in ("budget", "source")
        smaller = (smaller or bool(found and found["who"].startswith("上级"))) and figure.kind == "money"
        if found is None or not smaller or is_each(self.reading, self.sentence, figure):
            return None
        where = Stretch(part.start + found.start("who"), figure.end)
        source = source_of(money_words(self.reading, part))
        kind = source[1].text("kind") if source else "other"
        return Sum(figure, in_yuan(figure), "source", kind, found["who"], where, lot=self._lot(figure))

    def _given(self, figure: Quantity, part: Stretch) -> Sum | None:
        """Read a sum somebody gives, in a sentence that adds up who gives what: 镇里补助2000元，共一万元."""
        found = (
            None if is_each(self.reading, self.sentence, figure) else given(self.reading, self.sentence, part)
        )
        if found is None:
            return None
        where = Stretch(part.start, figure.end)
        return Sum(figure, in_yuan(figure), "source", found[1], found[0], where, lot=self._lot(figure))

    def _unlabelled(self, figure: Quantity, part: Stretch, floor: int) -> Sum | None:
        """Read a sum that only says 合计, or only its heading says what it is."""
        words = words_of(self.reading, part)
        sentence = self.reading.folded[self.sentence.start : self.sentence.end]
        if is_each(self.reading, self.sentence, figure):
            is_price = "money" in self.around[:1] or "站" in f"{figure.per}{words}"
            is_price = is_price and not is_pay(words) and not _RAISED.search(sentence)
            return self._priced(figure, None, None) if is_price else None
        if figure.comparator in (">=", ">"):
            return None
        is_total = bool(_TOTAL_WORD.search(words)) and bool(
            money_words(self.reading, Stretch(self.sentence.start, figure.end))
            or floor > self.sentence.start
            or _ADDED_UP.search(words)
            or "其中" in sentence
        )
        in_money = "money" in self.around[:1]
        if floor > self.sentence.start and re.fullmatch(r"\s*(?:每年|年均|平均每年)(?:为|约)?\s*", words):
            return None  # of the whole said before it
        if _PAID.search(words) or (
            "payment" in self.around[:1] and not (is_total and "money" in self.around)
        ):
            return None
        if is_total or _GENERIC.search(words) or (in_money and not name_in(self.reading, part)):
            headed = heading_kind(self.reading, figure)
            kind = headed if not is_total or headed == "contract" else "total"
            named = is_total or bool(_GENERIC.search(words))
            return self._plain(figure, part, kind, named=named and "项目" in sentence)
        return None

    def _plain(self, figure: Quantity, part: Stretch, kind: str, *, named: bool) -> Sum:
        label = words_of(self.reading, part).strip(" :为共约")
        kind, comparator = bounded(kind, figure, label)
        where = Stretch(part.start, figure.end)
        return Sum(
            figure, in_yuan(figure), "budget", kind, label, where, comparator, self._lot(figure), named
        )

    def _priced(self, figure: Quantity, mention: Mention | None, entry: Entry | None) -> Sum:
        del entry
        start = mention.start if mention else figure.start
        label = mention.text if mention else ""
        where = Stretch(start, figure.end)
        return Sum(figure, in_yuan(figure), "budget", "unit_price", label, where, figure.comparator)

    def _made(self, figure: Quantity, mention: Mention, entry: Entry, where: Stretch | None = None) -> Sum:
        worth = worth_beside(self.reading, mention, figure) if figure.kind == "bare" else None
        side: Side = "use" if entry.text("side") == "use" else "source"
        kind, comparator = entry.text("kind"), None
        if entry.text("side") == "budget":
            side = "budget"
            kind, comparator = bounded(kind, figure, self.reading.folded[mention.start : figure.start])
        where = where or Stretch(min(mention.start, figure.start), figure.end)
        return Sum(
            figure,
            in_yuan(figure, worth or 1),
            side,
            kind,
            mention.text,
            where,
            comparator,
            self._lot(figure),
        )

    def _lot(self, figure: Quantity) -> str:
        return lot_before(self.reading, figure.start)
