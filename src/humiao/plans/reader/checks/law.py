"""Laws: rules that no longer hold, references that can't be followed, duties with no place in the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.checks.kinds import expects, is_programme
from humiao.plans.reader.checks.look import Span, saying, says
from humiao.plans.reader.checks.registry import Asked, ask, at, check
from humiao.plans.reader.draft import Draft, LegalBasis
from humiao.plans.reader.reading import Mention, Reading
from humiao.plans.reader.words import Entry, load

_CHANGED = {
    "repealed": ("已于 {since} 废止", "was repealed on {since}"),
    "renamed": ("已于 {since} 更名", "was renamed on {since}"),
    "issuer-abolished": ("的发文机构已于 {since} 撤销", "was issued by a body abolished in {since}"),
    "misnumbered": ("的文号有误", "has a wrong number"),
}


@check("rule-repealed")
def rule_repealed(_draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether a cited rule that was repealed, renamed or left without its issuer still holds."""
    seen: set[str] = set()
    for mention in reading.mentions:
        if mention.kind != "law" or mention.text in seen or reading.mood_at(mention.start) == "withdrawn":
            continue
        entry = load("law").entry(mention.key)
        if entry.text("status") in _CHANGED:
            seen.add(mention.text)
            yield _changed(reading, mention, entry)


# The law on minors in a version that no longer holds: 《未成年人保护法》（2012年修正）.
_OLD_VERSION = re.compile(r"未成年人保护法》?\s*\((?:19\d\d|2006|2012)年?[^()\n]{0,6}\)")


@check("rule-repealed")
def old_version(_draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that the law on minors is cited in a version before that of 2020."""
    known = {m.start for m in reading.mentions if m.kind == "law" and m.key == "minors-1991"}
    for found in saying(reading, _OLD_VERSION):
        if found.start not in known:
            yield ask(
                reading,
                f"引用的“{found.words}”已于 2021-06-01 废止，现为未成年人保护法（2020 年修订，2024 年修正），"
                "请核对依据是否仍适用。",
                f"“{found.words}” no longer holds since 2021-06-01. Check whether it still applies.",
                Span(found.start, found.end),
            )
            return


def _changed(reading: Reading, mention: Mention, entry: Entry) -> Asked:
    zh, en = (text.format(since=entry.text("since")) for text in _CHANGED[entry.text("status")])
    instead = entry.text("instead")
    then, then_en = (f"，现为{instead}", f"; now see {instead}") if instead else ("", "")
    return ask(
        reading,
        f"{at(reading, mention)[0]}引用的“{mention.text}”{zh}{then}，请核对依据是否仍适用。",
        f"“{mention.text}”, cited in {at(reading, mention)[1]}, "
        f"{en}{then_en}. Check whether it still applies.",
        mention,
    )


_NEEDS_NUMBER = re.compile(r"(?:意见|通知|批复|函)(?:\([^()]*\))?$")
_VAGUE = re.compile(
    r"(?:根据|依据|按照|依照|遵照|落实|贯彻)[^，。；\n]{0,200}?(?P<words>(?:等部门|有关|相关|上级)(?:有关|相关)?文件)(?:精神|要求|规定|$)"
)


@check("reference-incomplete")
def reference_incomplete(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for the number or the title that a cited document lacks."""
    if not is_programme(draft, reading):
        return
    lacking = [b for b in draft.legal_basis if _lacks_number(b)]
    if lacking:
        names = "、".join(f"《{b.title}》" for b in lacking[:4])
        yield ask(
            reading,
            f"所引{names}没有文号，请补全。",
            f"{len(lacking)} cited documents have no number: {names}.",
            *lacking,
        )
    for basis in draft.legal_basis:
        if basis.number and not basis.title:
            yield ask(
                reading,
                f"所引{basis.number}没有标题，请补全。",
                f"The cited {basis.number} has no title.",
                basis,
            )
    for found in saying(reading, _VAGUE):
        yield ask(
            reading,
            f"“{found.words[-14:]}”没有写明是哪份文件，请补上标题和文号。",
            f"“{found.words[-14:]}” doesn't say which document; give its title and number.",
            Span(max(found.start, found.end - 14), found.end),
        )


# A paper that everybody is thought to know: 省里去年下发的那份通知.
_THAT_PAPER = re.compile(
    r"(?:省|市|县|部|上级|上面|厅)(?:里|级|局|厅)?[^，。；《》\n]{0,8}(?:下发|印发|发)的?(?:那份|那个|有关|相关)(?:的)?(?:通知|文件|意见|规定)|(?:上级|上面|省里|市里)(?:的)?(?:那份|那个)(?:通知|文件|意见)"
)


@check("reference-incomplete")
def that_paper(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask which paper is meant where one is only pointed at."""
    found = next(saying(reading, _THAT_PAPER), None)
    if found and is_programme(draft, reading):
        yield ask(
            reading,
            f"“{found.words}”没有写明是哪份文件，请补上标题和文号。",
            f"“{found.words}” doesn't say which document; give its title and number.",
            Span(found.start, found.end),
        )


def _lacks_number(basis: LegalBasis) -> bool:
    return bool(basis.title) and not basis.number and bool(_NEEDS_NUMBER.search(basis.title))


_NUMBER = re.compile(
    r"[\u4e00-\u9fff]\s*(?P<bracket>[〔\[［【(（])\s*(?:19|20)\d{2}\s*[〕\]］】)）]\s*第?\s*\d+\s*号"
)


@check("reference-incomplete")
def brackets_differ(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that document numbers are printed with brackets of two kinds."""
    printed = list(_NUMBER.finditer(reading.source.text))
    wrong = [m for m in printed if m["bracket"] != "〔"]
    if wrong and len(wrong) < len(printed) and is_programme(draft, reading):
        yield ask(
            reading,
            "文号的括号有两种写法，规范写法是六角括号〔〕；已统一录入。",
            "Document numbers are printed with brackets of two kinds; they are entered with 〔〕.",
            *(Span(*m.span()) for m in wrong[:4]),
        )


_CONGRESSES = (("十八大", "十九大", 2018), ("十九大", "二十大", 2023))


@check("reference-incomplete")
def congress_out_of_date(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that a preface cites a party congress that a later one had followed."""
    year = draft.year.value or 0
    for cited, later, since in _CONGRESSES:
        found = re.search(f"{cited}(?!以来)", reading.folded)
        if found and year >= since and later not in reading.folded and is_programme(draft, reading):
            yield ask(
                reading,
                f"{year} 年的方案仍只引用{cited}，请核对表述。",
                f"A plan of {year} still cites only the earlier party congress. Check the wording.",
                Span(*found.span()),
            )


_REPORT = re.compile(
    r"强制报告|(?:立即|及时|第一时间|马上|\d+小时内|二十四小时内)[^，。；\n]{0,20}(?:报告|报案|上报)[^，。；\n]{0,6}(?:公安|民政|有关部门|主管|甲方|采购人|$|，|。|；)"
    r"|(?:侵害|伤害|虐待|危险|家暴|家庭暴力|线索)[^。；\n]{0,24}(?:报告|报案|报警)|报告(?:义务|制度|责任)"
)
_RECORDS = re.compile(
    r"入职(?:前)?(?:查询|审查)|(?:性侵|违法犯罪|犯罪)[^，。；\n]{0,16}(?:记录|信息)[^，。；\n]{0,8}(?:查询|核查|证明)?|查询[^，。；\n]{0,16}犯罪|无犯罪"
)


@check("duty-of-law-absent")
def no_report_of_harm(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Tell that the duty to report harm has no place (law on minors, Art. 11; records: Art. 62)."""
    if not expects(draft, reading, "duty-of-law-absent") or says(reading, _REPORT):
        return
    records = says(reading, _RECORDS)
    also = "" if records else "也没有写从业人员入职查询违法犯罪记录（第六十二条）。"
    also_en = "" if records else " Nor has the check of records before hiring (Art. 62)."
    yield Asked(
        "文中没有写强制报告：发现未成年人受侵害或面临危险须立即报告（未成年人保护法第十一条）。"
        f"{also}系统照常提供。",
        "The duty to report harm at once (law on minors, Art. 11) has no place; the system offers it all "
        f"the same.{also_en}",
    )
