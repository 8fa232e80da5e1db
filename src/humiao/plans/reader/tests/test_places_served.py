"""Where it must reach, the stations with their money, and the services listed."""

from __future__ import annotations

import pytest

from humiao.plans.reader.facts.coverage import read_coverage
from humiao.plans.reader.facts.services import read_service_items
from humiao.plans.reader.facts.sites import read_sites
from humiao.plans.reader.tests.samples import read


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("一、服务范围\n全县12个乡镇（街道）。", 12, "个乡镇（街道）"),
        ("项目覆盖全区5个街道、2个镇。", 7, "个街道、镇"),
        ("实施范围：全县14个乡镇中的11个乡镇。", 11, "个乡镇"),
        ("使全县14个乡镇的在册儿童得到服务。", 14, "个乡镇"),
        ("在全市范围内实施，涉及15个乡镇。", 15, "个乡镇"),
        ("服务范围为**个街道。", None, "个街道"),
        ("全县下辖9个镇，共120个村。", None, ""),
        ("本包覆盖街道6个，涉及社区31个。", 6, "个街道"),
        ("东岭、西沟、南坡共3个站，每站每年15万元。", 3, "个站"),
        ("走访社区12个，慰问老人30名。", None, ""),
        ("东岭、西沟、南坡共3个站点人员参加会议。", None, ""),
        ("东岭、西沟共3个站，每站12万元。", None, ""),
        ("开展宣传活动20场，每个镇不少于2场。", None, ""),
        ("去年在2个街道试点。", None, ""),
    ],
)
def test_coverage(text: str, value: int | None, unit: str) -> None:
    found = read_coverage(*read(text))
    assert (found.value, found.unit) == (value, unit)


def test_names_exclusions_and_deadline_of_coverage() -> None:
    found = read_coverage(*read("2025年底前，覆盖全市8个镇街道（不含山口镇、河口镇）。"))
    assert (found.excluded, found.deadline) == (("山口镇", "河口镇"), "2025-12-31")
    assert read_coverage(*read("服务范围：青山街道、白云镇2个镇街。")).names == ("青山街道", "白云镇")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "序号\t站点\t总数\t资金（万元）\n1\t东镇未保站\t1\t19\n2\t西乡未保站\t1\t11.5\n合计\t\t2\t30.5",
            [("东镇未保站", 1, 190000), ("西乡未保站", 1, 115000)],
        ),
        (
            "序号\t乡镇街道\t社区\t站点数\t补助资金（元）\n1\t东风街道\t朝阳社区\t1\t150000\n2\t北坡镇\t柳树村\t1\t120000",
            [("东风街道朝阳社区", 1, 150000), ("北坡镇柳树村", 1, 120000)],
        ),
        (
            "拟建站点：东风街道工作站（15万元）、北坡镇未保站13万元。",
            [("东风街道工作站", None, 150000), ("北坡镇未保站", None, 130000)],
        ),
        (
            "在城关镇幸福社区、石门街道新建社区设站，每站10万元。",
            [("城关镇幸福社区", None, 100000), ("石门街道新建社区", None, 100000)],
        ),
        ("地址：幸福街道民政服务中心。", []),
        (
            "首批驿站分别设在云水镇、白塔乡，每站2名社工。",
            [("云水镇", None, None), ("白塔乡", None, None)],
        ),
        ("东岭、西沟、南坡共3个站，每站15万元。", [(n, None, 150000) for n in ("东岭", "西沟", "南坡")]),
        ("东岭、西沟、南坡等共5个站，每站15万元。", []),
        ("活动分别在云水镇、白塔乡举办。", []),
        ("项目办公室设在云水镇。", []),
        ("乡镇\t困境儿童数\n东镇\t12\n西乡\t30", []),
    ],
)
def test_sites(text: str, wanted: list[tuple[str, int | None, int | None]]) -> None:
    found = read_sites(*read(text))
    assert [(site.name, site.count, site.amount_yuan) for site in found] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "一、服务内容\n（一）心理辅导。按需。\n（二）开展学业帮扶服务。按需。",
            ["心理辅导", "学业帮扶服务"],
        ),
        ("一、服务内容\n心理辅导：按需提供。\n生活关怀：按需提供。", ["心理辅导", "生活关怀"]),
        ("提供课业辅导、心理疏导、法律援助等服务。", ["课业辅导", "心理疏导", "法律援助"]),
        ("一、供应商资格\n（一）依法登记。独立。\n（二）信用良好。可查。", []),
    ],
)
def test_services_listed(text: str, wanted: list[str]) -> None:
    assert [fact.value for fact in read_service_items(*read(text))] == wanted


def test_a_correction_tells_how_many_stations() -> None:
    table = (
        "序号\t更正项\t更正前内容\t更正后内容\n1\t二、服务站点\t在4个社区开展\t在6个社区开展\n"
        "2\t三、预算\t40万元\t60万元"
    )
    assert read_coverage(*read(table)).value == 6
    activity = table.replace("二、服务站点", "二、宣传活动")
    assert read_coverage(*read(activity)).value is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("区民政局会同团委在城关镇、柳河镇布点建站。", ["城关镇", "柳河镇"]),
        ("一、东湖街道、西山镇每个街道社工站各配社工2人。", ["东湖街道", "西山镇"]),
        ("按照省里关于加快乡镇（街道）社工站建设的部署，确保镇（街）社工站全覆盖。", []),
        ("包号\t包名称\t预算金额（万元）\n1\t城区片社工站运营\t40\n2\t乡村片社工站运营\t35", []),
        (
            "序号\t分标名称\t服务站点\t预算（万元）\n1\tA分标\t东湖社工站\t20\n2\tB分标\t西山社工站\t15",
            ["东湖社工站", "西山社工站"],
        ),
        (
            "更正公告\n序号\n更正项\n更正前\n更正后\n"
            "1\n需求\n二、实施站点 东镇、西镇\n二、实施站点 东镇、西镇、南镇\n2\n限价\n25万元\n28万元",
            ["东镇", "西镇", "南镇"],
        ),
    ],
)
def test_names_of_stations_and_what_only_looks_like_them(text: str, names: list[str]) -> None:
    assert [site.name for site in read_sites(*read(text))] == names
