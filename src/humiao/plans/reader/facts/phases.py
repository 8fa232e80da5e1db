"""Which evaluations a sentence names: by a word for the phase, or by how often."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, cast

from humiao.plans.reader.facts.stretches import (
    Stretch,
    about,
    line_heading,
    part_after,
    part_before,
    words_of,
)
from humiao.plans.reader.facts.topics import sections_of_heading
from humiao.plans.reader.reading import Mention, Reading, Sentence
from humiao.plans.reader.words import load

Phase = Literal["mid", "final", "monthly", "quarterly", "yearly", "half_yearly", "acceptance", "other"]
By = Literal["third_party", "purchaser", "provider"]

ACT = re.compile(r"检讨|(?<=[中末]期)督导|评核|评估|考核|验收|评价|考评|自评|总评|检查|抽查|督查|评审")
# What is looked at is a child, a risk, a tender or a person, not the programme.
_OTHER_SUBJECT = re.compile(
    r"(?:需求|风险|监护|能力|家庭|个案|心理|入户|对象|安全|健康|状况|儿童|等级|分级|首轮|建档|投标|评标|资格|响应文件|人员|社工|员工|培训|结业|入职|社会组织)[^，。；]{0,4}(?:评估|考核|评价|评审|检查)"
    r"|评估(?:等级|为|结果(?:，)?将|师|量表|表|报告(?:等|及)|分级|要点)|考核(?:指标|标准|不合格|合格的?，?(?:可|方))|(?:评估|考核|评价|验收)(?:内容|对象|依据|资料|材料)|评审(?:专家|标准|小组|因素)"
)
_EVALUATED = re.compile(
    r"(?:\([^()]*\))?[^，。；]{0,10}(?:评估|考核|评价|验收|[检督自抽]查|考评|评审|检讨|评核)"
)
_OF_EACH = re.compile(r"每(?:一)?(?:人|名|户|例|位|个)[^，。；]{0,6}$")
# What is done for each child, one thing after another: 每名儿童建立一份档案、每季度一次评估.
_OF_EACH_CHILD = re.compile(
    r"每(?:一)?[名位个户](?:困境|留守|流动|在册|重点)?(?:儿童|孩子|对象|家庭)(?!之家|主任)[^。；;]*、\s*$"
)
# A look at some of the records as they come in: 每月按不低于5%的比例抽查.
_BY_SAMPLE = re.compile(
    r"(?:按|以)?[^，。；]{0,8}(?:比例|%)[^，。；]{0,6}(?:抽查|检查)$|(?:电话|随机|日常)抽查$"
)
# Officials who look at each other's rounds: 儿童督导员每季度抽查.
_BY_OTHERS = re.compile(r"(?:儿童督导员|儿童主任)[^，。；]{0,6}$")
_EVERY = {
    "月": "monthly",
    "季": "quarterly",
    "季度": "quarterly",
    "年": "yearly",
    "年度": "yearly",
    "个月": "monthly",
    "个季度": "quarterly",
    "半年": "half_yearly",
}
_WINDOW = re.compile(r"(?:每|按|逐|(?<!部)分)(?:一)?(?P<unit>半年|个?月|个?季度?|年度?)")
_TWICE = re.compile(r"(?:各)?(?:两|二|2)次")
FINAL = re.compile(
    r"(?:项目|服务|合同|协议|试点|期限?)[^，。；]{0,4}(?:结束|期满|届满|到期|完成|终了|终止|末)|期满|届满|结束(?:后|时|前)|全部(?:完成|结束)"
)
_NAMED = ("mid", "final", "monthly", "quarterly", "yearly", "half_yearly", "acceptance")


def phases_in(
    reading: Reading, sentence: Sentence, around: tuple[str, ...]
) -> Iterator[tuple[Phase, Stretch]]:
    """Give the evaluations a sentence names, by a word for the phase or by how often."""
    found: list[tuple[Phase, Stretch]] = []
    for mention in reading.mentions_in(sentence, "phase"):
        phase = _phase(reading, sentence, mention)
        if phase and (not found or found[-1][1].end <= mention.start):
            found.append((phase, Stretch(mention.start, mention.end)))
    for window in _WINDOW.finditer(reading.folded, sentence.start, sentence.end):
        act = re.compile(r"[^，。；、]{0,14}?(?:评估|考核|评价|考评|自评|抽查|检查)").match(
            reading.folded, window.end()
        )
        by_others = _BY_OTHERS.search(
            reading.folded, max(sentence.start, window.start() - 12), window.start()
        )
        of_each = by_others or _OF_EACH.search(
            reading.folded, max(sentence.start, window.start() - 8), window.start()
        )
        of_each = of_each or _OF_EACH_CHILD.search(reading.folded, sentence.start, window.start())
        served = _of_children(reading, sentence, window.start())
        sampled = act and _BY_SAMPLE.search(act[0])
        named_itself = act and re.search(r"[中末终]期|期末|年中", act[0])  # 每年6月中期评估
        if act and not (of_each or served or sampled or named_itself) and not _OTHER_SUBJECT.search(act[0]):
            unit = window["unit"].removeprefix("个")
            if unit in ("年", "年度") and _TWICE.match(reading.folded, act.end()):
                unit = "半年"
            where = Stretch(window.start(), act.end())
            found = [
                f
                for f in found
                if f[1].end <= where.start or f[1].start >= where.end or f[0] in ("mid", "final")
            ]
            found.append((cast(Phase, _EVERY[unit]), where))
    found.sort(key=lambda f: f[1].start)
    found = [
        f
        for i, f in enumerate(found)
        if not (i and f[0] == "acceptance" and _same_act(reading, found[i - 1], f))
    ]
    named = [f for f in found if f[0] in _NAMED]
    third = re.compile(
        r"第三方(?:评估)?(?:机构|专业机构|专业力量)?(?:于[^，。；]{4,14}?[前底内])?(?:对[^，。；]{2,12})?(?:\([^()]*\))?(?:进行|开展|实施|组织)?(?:绩效|服务|项目|成效|综合)*(?:评估|评价|考核)(?!机构|单位|公司|费|结果|报告|师)"
    )
    outside = third.search(reading.folded, sentence.start, sentence.end)
    part = words_of(reading, part_before(reading, sentence.start, outside.start())) if outside else ""
    at_years_end = bool(_YEARS_END.search(part))
    if outside and not found:
        last = FINAL.search(reading.folded, sentence.start, outside.start()) or at_years_end
        found = [("final" if last else "other", Stretch(*outside.span()))]
    elif outside and at_years_end and all(f[1].end <= outside.start() and f[0] != "final" for f in named):
        named.append(("final", Stretch(*outside.span())))
    yield from named or [
        f for f in found if "evaluation" in around[:1] or "third" in str(by_in(reading, sentence))
    ]


# Whose lot is looked at again and again: 对在册儿童每年评估一次, 家庭监护状况评估:每季度评估一次.
_THOSE_SERVED = re.compile(
    r"(?:对|为|给|针对|面向)[^，。；:]{0,14}(?:儿童|对象|孩子|家庭|监护人|未成年人)(?:应|须|需|要|均|应当|至少|的情况)*$"
)


def _of_children(reading: Reading, sentence: Sentence, offset: int) -> bool:
    """Say whether what is assessed so often is a child or a home, by the words or the label before."""
    label, colon, _ = reading.folded[sentence.start : offset].partition(":")
    headed = bool(colon) and bool(_OTHER_SUBJECT.search(label))
    return headed or bool(_THOSE_SERVED.search(reading.folded[sentence.start : offset]))


def _same_act(reading: Reading, one: tuple[Phase, Stretch], other: tuple[Phase, Stretch]) -> bool:
    """Say whether 验收 only says what is done at the end: 期末由民政局组织验收."""
    between = reading.folded[one[1].end : other[1].start]
    return one[0] in ("mid", "final") and len(between) <= 12 and not re.search("[，。；、]", between)


def _phase(reading: Reading, sentence: Sentence, mention: Mention) -> Phase | None:
    """Return the phase a word stands for here; None where it speaks of something else."""
    text = reading.folded
    after = text[mention.end : min(sentence.end, mention.end + 28)]
    before = text[max(sentence.start, mention.start - 8) : mention.start]
    if _OF_EACH_CHILD.search(text[sentence.start : mention.start].removesuffix("每")):
        return None
    if _COUNTED_IN.search(before) or _LABELS_OTHERS.match(after):
        return None
    if _OTHER_SUBJECT.search(before + mention.text + after[:4]):
        return None
    phase = cast(Phase, load("phase").entry(mention.key).text("phase"))
    bare = phase in _NAMED[:-1] and not ACT.search(mention.text)
    if bare and not _EVALUATED.match(after):
        said = words_of(reading, part_before(reading, sentence.start, mention.start))
        if said.endswith("每") and phase not in ("mid", "final"):
            return phase if ACT.search(said) else None  # 每季度调度一次
        return phase if _named_with_others(reading, sentence) else None
    if phase == "other":
        part = words_of(reading, part_before(reading, sentence.start, mention.start))
        near = max(sentence.start, mention.start - _NEAR)
        at_the_end = FINAL.search(text, near, mention.end) or _AT_YEARS_END.search(part)
        return "final" if at_the_end or _is_last_stage(reading, mention.start) else phase
    return phase


def _is_last_stage(reading: Reading, offset: int) -> bool:
    """Say whether the clause is the stage in which the work is evaluated: (三)评估阶段(2026年4月)."""
    clause = reading.clause_at(offset)
    if clause is None:
        return False
    return bool(_LAST_STAGE.search(reading.folded, clause.start, max(clause.heading_end, clause.start)))


_LAST_STAGE = re.compile(r"(?:评估|总结|结项|验收|收尾)(?:[\u4e00-\u9fff]{0,4})阶段")
_NEAR = 40  # characters before the word
# The result counts in another assessment: 督查结果纳入村级年度考核.
_COUNTED_IN = re.compile(r"(?:[纳列记计]入|作为)[^，。；]{0,6}$")
# A label of what follows, which names its own: 考核:甲方于…组织中期考核.
_LABELS_OTHERS = re.compile(r"\s*:(?=[^。；]*(?:中期|末期|终期|期末|年中|验收))")
_YEARS_END = re.compile(r"(?:年[底末终](?:前|左右)?[，,]?|次年\d{1,2}月底?前?)(?:由|将)?[^，。；]{0,10}$")
_AT_YEARS_END = re.compile(r"年[底末终][^，。；]{0,10}(?:委托|邀请|聘请|组织|引入|第三方)")


def _named_with_others(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a bare 中期 stands in a sentence on evaluation: 评估（中期6月30日、末期11月15日）."""
    text = words_of(reading, sentence)
    heading = line_heading(reading, sentence.start)
    headed = about(reading, sentence.start)[:1] == ("evaluation",) and _BARE.match(text)
    named = "evaluation" in sections_of_heading(heading) or bool(headed)
    return bool(re.search(r"评估|评价", text)) or named


_BARE = re.compile(r"\s*(?:中期|末期|终期|期末)\s*[(:]")
_HIRES = re.compile(
    r"\s*(?:评估|评审|考核|检查|验收|评价)?(?:[于在][\d年月日底前初旬上中下]{2,12})?(?:应|均|统一|拟|须)?(?:由|委托|聘请|邀请|引入)\s*"
)
# Who may be asked to evaluate, and is not yet: 可以委托第三方机构进行.
_MAY_HIRE = re.compile(
    r"必要时(?:可以?)?(?:另行)?(?:委托|聘请|邀请|引入)[^，。；]{0,4}$|可(?:以|视[^，。；]{0,4}|根据[^，。；]{0,6})?(?:另行)?(?:委托|聘请|邀请|引入)[^，。；]{0,4}$"
)


# Experts whom the buyer gathers are no third party: 由采购人组织专家评审.
_EXPERTS = re.compile(r"专家|评审")
_ASKED_BY = re.compile(
    r"(?:采购人|甲方|委托方|民政局|妇联)(?:牵头)?(?:组织|邀请|聘请|抽取)(?:相关|有关|行业)?$"
)
# What the provider does itself in the part before: 承接机构每季度末报送进展，10月组织中期检查.
_HANDS_IN = re.compile(
    r"[^，。；]{0,14}?(?:报送|上报|提交|报告)[^，。；]{0,16}[，,](?=[^，。；]{0,8}(?:组织|开展|进行))"
)


def by_in(reading: Reading, where: Stretch | Sentence, before: int | None = None) -> By | None:
    """Return who is named in a stretch to evaluate: a third party before those who hire it."""
    found = [m for m in reading.mentions_in(where, "evaluator") if m.end <= where.end]
    found = [m for m in found if not _MAY_HIRE.search(reading.folded, where.start, m.start)]
    found = [m for m in found if not _HANDS_IN.match(reading.folded, m.end, where.end)]
    if before is not None:
        beside = part_after(reading, before, where.end)
        behind = [m for m in found if before <= m.start and m.end <= beside.end]
        said_behind = behind and _HIRES.fullmatch(reading.folded, before, behind[0].start)
        near = behind if said_behind else [m for m in found if m.end <= before]
        found = near or [m for m in found if m.end <= beside.end] or found
    found = [
        m for m in found if not (_EXPERTS.match(m.text) and _ASKED_BY.search(reading.folded, 0, m.start))
    ]
    kinds = [load("evaluator").entry(m.key).text("by") for m in found]
    order: tuple[By, ...] = ("third_party", "purchaser", "provider")
    return next((by for by in order if by in kinds), None)


def only_named_behind(reading: Reading, sentence: Sentence, where: Stretch) -> bool:
    """Say whether a third party was named before an evaluation, and others only beyond a comma behind it."""
    found = [m for m in reading.mentions_in(sentence, "evaluator") if m.end <= sentence.end]
    before = [m for m in found if m.end <= where.start]
    behind = [m for m in found if m.start >= where.end]
    hired = before and load("evaluator").entry(before[-1].key).text("by") == "third_party"
    apart = behind and re.search(r"[，,；;]", reading.folded[where.end : behind[0].start])
    between = reading.folded[before[-1].end : where.start] if before else ""
    return bool(hired and apart) and not re.search(r"[。；;]", between)
