"""Make a programme's terms of a draft: pure, the same data the programme files hold.

A name without an English one keeps its Chinese one on English pages: a translation nobody checked would be
taken for the plan's own word. Measures, categories, levels, evaluations and defaults have theirs. Where a
programme is corrected or continued, codes and English names of what stayed the same are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pypinyin import lazy_pinyin

from humiao.foundation.bilingual import Bilingual
from humiao.plans.edits import Edited
from humiao.plans.needs import Ground, Need
from humiao.plans.questions import questions_of
from humiao.plans.reader.draft import Draft, Indicator, LegalBasis
from humiao.plans.terms_parts import asked, dates, follows, indicators, levels, money, people, places, staff
from humiao.plans.terms_parts.items import DEFAULT, Data, both, clause_of
from humiao.programmes.public import ProgrammeTerms, TermsError, normalised_number, parse_terms

_NUMBER = re.compile(r"[\u4e00-\u9fff]+ ?[\[〔［(（] ?\d{4} ?[\]〕］)）] ?\d+ ?号")
_LAW = "中华人民共和国未成年人保护法"


@dataclass(frozen=True)
class Made:
    """The terms a draft makes, or what is still missing for them."""

    terms: ProgrammeTerms | None
    needs: tuple[Need, ...] = ()
    problems: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()  # section, words: facts a programme has no place for yet
    code: str = ""


def terms_from_draft(made_of: Edited, ground: Ground) -> Made:
    """Make the terms; where something is needed there are none, only the list of it."""
    draft, ground = made_of.in_force, _ground(made_of, ground)
    code = code_of(draft, ground)
    data, needs = _data(draft, ground, code)
    left = tuple(_left_out(draft))
    if needs:
        return Made(None, tuple(needs), left_out=left, code=code)
    data["queries"] = asked.queries(questions_of(draft), data, draft)
    try:
        return Made(parse_terms(data, code), left_out=left, code=code)
    except TermsError as error:
        return Made(None, problems=error.problems, left_out=left, code=code)


def possible_of(made_of: Edited, ground: Ground) -> list[Indicator]:
    """Give the rows of the scorecard that follow from the draft's parts, less those it promises itself."""
    draft, ground = made_of.in_force, _ground(made_of, ground)
    said = {item.measure for item in made_of.draft.indicators}
    if ground.kept("indicators"):
        return []
    term, contract, _needs = dates.term(draft, ground)
    parts: Data = {"objects": people.objects(draft, ground), "term": term, "contract": contract}
    return [item for item in follows.possible(draft, parts) if item.measure not in said]


def _ground(made_of: Edited, ground: Ground) -> Ground:
    return replace(ground, given=made_of.given, positions=_positions(made_of), declined=_declined(made_of))


def code_of(draft: Draft, ground: Ground) -> str:
    """Return the programme's code: as filled in, else place and year in pinyin."""
    if ground.get("code"):
        return str(ground.get("code"))
    name = ground.county_name.rstrip("市县区旗") or ground.county_name
    return f"{''.join(lazy_pinyin(name, errors='ignore')) or 'plan'}-{dates.year_of(draft) or 'new'}"


def _positions(made_of: Edited) -> dict[str, tuple[int, ...]]:
    whole = made_of.draft
    return {
        name: tuple(n for n in range(len(value)) if made_of.counts(f"{name}.{n}"))
        for name in type(whole).model_fields
        if isinstance(value := getattr(whole, name), tuple)
    }


def _declined(made_of: Edited) -> frozenset[str]:
    items = enumerate(made_of.draft.indicators)
    return frozenset(i.measure for n, i in items if i.measure and not made_of.counts(f"indicators.{n}"))


def _data(draft: Draft, ground: Ground, code: str) -> tuple[Data, list[Need]]:
    needs = _needs_of_its_head(draft)
    term, contract, more = dates.term(draft, ground)
    needs += more
    covered, more = places.coverage(draft, ground, dates.last_day(term, contract))
    needs += more
    sites, more = places.sites(draft, ground)
    needs += more
    classes, more = people.count_classes(draft, ground)
    needs += more
    served = people.objects(draft, ground)
    spent, more = money.money(draft, ground)
    needs += more
    graded, more = levels.levels(draft, ground)
    needs += more
    parts: Data = {"objects": served, "term": term, "contract": contract}
    also = follows.following(draft, ground, parts)
    beyond = served["participants_beyond_roster"]
    promised, more = indicators.indicators(draft, ground, also=also, beyond_roster=beyond)
    needs += more
    data = {
        **_head(draft, ground, code),
        "goals": people.goals(draft, ground),
        "objects": served,
        "count_classes": classes,
        "background": ground.kept("background") or [],
        "services": people.services(draft, ground),
        "routes": people.routes(ground),
        "coverage": covered,
        "sites": sites,
        "term": {key: value for key, value in term.items() if value is not None},
        "contract": contract,
        "money": spent,
        "payment": money.payment(draft, ground),
        "levels": graded,
        "visit_rules": levels.visit_rules(ground),
        "evaluations": dates.evaluations(draft, ground),
        "indicators": promised,
    }
    return data, needs


def _needs_of_its_head(draft: Draft) -> list[Need]:
    needs = []
    if not draft.title.value:
        needs.append(Need("title", "fact", Bilingual("项目名称", "The programme's name")))
    if dates.year_of(draft) is None:
        needs.append(Need("year", "fact", Bilingual("项目年度", "The programme's year")))
    if not draft.purchaser.value:
        needs.append(Need("purchaser", "fact", Bilingual("购买主体", "The purchaser")))
    return needs


def _head(draft: Draft, ground: Ground, code: str) -> Data:
    name = (draft.title.value or "").strip()
    same = ground.kept("name") == name
    kind = draft.kind.value if draft.kind.value in ("new", "continuing") else None
    signed = draft.signed.value or draft.published.value
    return {
        "code": code,
        **both(name, str(ground.get("name_en") or "") or (ground.kept("name_en") if same else "")),
        "clause": clause_of(draft.title, "标题"),
        "year": dates.year_of(draft),
        "county": ground.county,
        "purchaser": draft.purchaser.value,
        "purchaser_clause": clause_of(draft.purchaser),
        "kind": kind or ("continuing" if ground.get("predecessor") else "new"),
        "kind_clause": clause_of(draft.kind if kind else None, DEFAULT),
        "signed_on": signed if signed and not signed.startswith("--") else None,
        "predecessor": ground.get("predecessor"),
        "legal_bases": list(_bases(draft.legal_basis)) or [{"clause": DEFAULT, "title": _LAW}],
    }


def _bases(bases: Iterable[LegalBasis]) -> Iterable[Data]:
    for basis in bases:
        number, title = normalised_number(basis.number), basis.title or (basis.value or "")
        if not (title or number):
            continue
        printed = basis.number if number != basis.number else _printed(basis.evidence, number)
        yield {
            "clause": clause_of(basis),
            "title": title if title != basis.number else "",
            "number": number,
            "printed": printed,
            "article": basis.article,
        }


def _printed(evidence: str, number: str) -> str:
    """Return the number as the document prints it, where that differs."""
    for found in _NUMBER.finditer(evidence) if number else ():
        if found.group() != number and normalised_number(found.group()) == number:
            return found.group()
    return ""


def _left_out(draft: Draft) -> Iterable[tuple[str, str]]:
    """List what a programme has no place for yet; it stays in the draft and its document."""
    for item in staff.not_counted(draft):
        yield (
            "staffing",
            f"{item.role} {item.comparator or ''}{item.value if item.value is not None else '…'}{item.unit}",
        )
    for rule in draft.eligibility:
        yield "eligibility", rule.rule
    for evaluation in draft.evaluation:
        if evaluation.phase not in ("mid", "final", "acceptance") or not evaluation.date:
            yield "evaluation", evaluation.evidence or evaluation.phase
    if draft.procurement_method.value:
        yield "procurement_method", str(draft.procurement_method.value)
