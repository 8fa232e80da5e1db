"""What one version of a programme's terms says otherwise than another: pure, item by item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from humiao.foundation.bilingual import Bilingual
from humiao.programmes.public import ProgrammeTerms

_SECTIONS: dict[str, Bilingual] = {
    "name": Bilingual("名称", "Name"),
    "year": Bilingual("年度", "Year"),
    "purchaser": Bilingual("购买主体", "Purchaser"),
    "kind": Bilingual("项目性质", "New or continuing"),
    "signed_on": Bilingual("成文日期", "Signed on"),
    "legal_bases": Bilingual("依据", "Legal bases"),
    "goals": Bilingual("目标", "Goals"),
    "objects": Bilingual("服务对象", "Whom it is for"),
    "count_classes": Bilingual("对象分类", "Classes of children"),
    "services": Bilingual("服务内容", "Services"),
    "routes": Bilingual("进入途径", "Ways in"),
    "coverage": Bilingual("覆盖范围", "Coverage"),
    "sites": Bilingual("服务站点", "Sites"),
    "term": Bilingual("期限", "Term"),
    "contract": Bilingual("合同", "Contract"),
    "money": Bilingual("资金", "Money"),
    "payment": Bilingual("付款", "Payment"),
    "levels": Bilingual("等级", "Levels"),
    "visit_rules": Bilingual("走访规则", "Visiting rules"),
    "evaluations": Bilingual("评估", "Evaluations"),
    "indicators": Bilingual("指标", "Indicators"),
    "queries": Bilingual("待确认事项", "Queries"),
}
_FIELDS: dict[str, Bilingual] = {
    "target": Bilingual("指标值", "target"),
    "comparator": Bilingual("比较", "comparison"),
    "plan_count": Bilingual("人数", "number"),
    "amount_fen": Bilingual("金额（元）", "amount in yuan"),
    "ceiling_fen": Bilingual("最高限价（元）", "ceiling in yuan"),
    "deadline": Bilingual("完成时限", "deadline"),
    "end": Bilingual("截止", "end"),
    "start": Bilingual("起始", "start"),
    "required_by": Bilingual("覆盖时限", "to be reached by"),
    "on": Bilingual("日期", "day"),
    "clause": Bilingual("条款", "clause"),
    "name": Bilingual("名称", "name"),
    "interval": Bilingual("间隔", "interval"),
    "stated_total": Bilingual("总数", "total"),
    "unit": Bilingual("单位", "unit"),
    "per": Bilingual("每", "per"),
    "value": Bilingual("数值", "value"),
    "max_total_years": Bilingual("最长年数", "years at the most"),
    "share_percent": Bilingual("比例", "share"),
    "text": Bilingual("内容", "words"),
    "message": Bilingual("问题", "question"),
    "meaning": Bilingual("含义", "meaning"),
}
_SILENT = frozenset(
    {
        "version",
        "format",
        "code",
        "county",
        "clause",
        "predecessor",
        "printed",
        "grows",
        "fold",
        "in_force",
        "strictest",
    }
)


@dataclass(frozen=True)
class Difference:
    """One thing said otherwise; None stands for what isn't there."""

    section: Bilingual
    item: str
    field: Bilingual | None
    before: str | None
    after: str | None


def differences(before: ProgrammeTerms, after: ProgrammeTerms) -> tuple[Difference, ...]:
    """List what `after` says otherwise than `before`, in the order of a plan."""
    one, other = before.model_dump(mode="json"), after.model_dump(mode="json")
    return tuple(
        d for key, name in _SECTIONS.items() for d in _of_section(name, one.get(key), other.get(key))
    )


def _of_section(section: Bilingual, before: Any, after: Any) -> Iterator[Difference]:
    if isinstance(before, list) and isinstance(after, list):
        earlier, later = {_name(i): i for i in before}, {_name(i): i for i in after}
        for key in [*earlier, *(k for k in later if k not in earlier)]:
            yield from _of_item(section, earlier.get(key), later.get(key))
    elif before != after:
        yield from _of_item(section, before, after, is_named=False)


def _name(item: Any) -> str:
    """Tell one item of a list from another."""
    if not isinstance(item, dict):
        return str(item)
    return str(
        next((item[k] for k in ("key", "code", "level", "number", "title", "text") if item.get(k)), item)
    )


def _of_item(section: Bilingual, before: Any, after: Any, *, is_named: bool = True) -> Iterator[Difference]:
    shown = (_shown(after if after is not None else before) or "") if is_named else ""
    if before is None or after is None or not (isinstance(before, dict) and isinstance(after, dict)):
        if before != after:
            is_item = isinstance(before or after, dict)
            name = shown if is_item else ""
            yield Difference(section, name, None, _shown(before, whole=True), _shown(after, whole=True))
        return
    for path, old, new in _leaves(before, after):
        yield Difference(section, shown, _field_name(path), old, new)


def _leaves(
    before: dict[str, Any], after: dict[str, Any], path: str = ""
) -> Iterator[tuple[str, str | None, str | None]]:
    for key in [*before, *(k for k in after if k not in before)]:
        old, new = before.get(key), after.get(key)
        if old == new or key in _SILENT or key.endswith("_en"):
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _leaves(old, new, f"{path}{key}.")
        else:
            both = (old // 100, new // 100) if key.endswith("_fen") and old and new else (old, new)
            yield f"{path}{key}", _shown(both[0]), _shown(both[1])


def _field_name(path: str) -> Bilingual:
    last = path.rpartition(".")[2]
    return _FIELDS.get(last, Bilingual(last, last))


def _shown(value: Any, *, whole: bool = False) -> str | None:
    """Write a value for a table; an item by its name, with its target or number where the whole is meant."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(Bilingual("是", "yes") if value else Bilingual("否", "no"))
    if isinstance(value, list):
        return "、".join(str(_shown(v)) for v in value) or "—"
    if not isinstance(value, dict):
        return str(value)
    name = next(
        (value[k] for k in ("name", "label", "title", "message", "text", "number") if value.get(k)), ""
    )
    extra = [str(value[k]) for k in ("comparator", "target", "plan_count", "on") if value.get(k) is not None]
    unit = value.get("unit") if value.get("target") is not None else ""
    return " ".join([str(name), *extra, str(unit or "")]).strip() if whole else str(name or value)
