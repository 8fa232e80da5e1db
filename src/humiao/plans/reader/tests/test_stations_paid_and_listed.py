"""Stations by table and by line, and tables whose content lists what a service does."""

from __future__ import annotations

from humiao.plans.reader.api import read_pasted


def test_lots_that_list_their_stations() -> None:
    text = (
        "包号\t包名\t站点数量\t最高限价（万元）\t站点名称\n"
        "包1\t河东\t3个\t21\t柳溪、石桥、白塔\n包2\t河西\t2个\t14\t南坪、松岭\n"
    )
    assert [s.name for s in read_pasted(text).sites] == ["柳溪", "石桥", "白塔", "南坪", "松岭"]


def test_lots_whose_lists_are_not_as_many_as_counted_name_no_stations() -> None:
    text = "包号\t包名\t站点数量\t最高限价（万元）\t站点名称\n包1\t河东\t3个\t21\t柳溪、石桥\n"
    assert not read_pasted(text).sites


def test_a_station_is_paid_behind_a_comma() -> None:
    text = (
        "四、服务站点\n第一处：柳溪镇未保站，服务经费9万元。辖区有儿童300人。\n"
        "第二处：石桥乡未保站，服务经费7万元。\n"
    )
    found = {s.name: s.amount_yuan for s in read_pasted(text).sites}
    assert found == {"柳溪镇未保站": 90_000, "石桥乡未保站": 70_000}


def test_areas_with_children_are_no_stations() -> None:
    text = (
        "二、服务对象\n片区\t孤儿（人）\t留守儿童（人）\t小计（人）\n"
        "北部片区（3个镇）\t4\t30\t34\n南部片区（2个镇）\t6\t20\t26\n合计\t10\t50\t60\n"
    )
    assert not read_pasted(text).sites


def test_a_service_is_named_by_its_kind_where_the_content_lists_its_parts() -> None:
    text = (
        "四、服务安排\n| 序号 | 服务类别 | 服务内容 | 数量要求 | 参加人数 |\n"
        "| 1 | 兴趣课堂 | 剪纸、合唱、足球 | 全年不少于24次 | 每次不少于12人 |\n"
        "| 2 | 安全教育 | 防火、防溺水 | 全年不少于6场 | 每场不少于40人 |\n"
    )
    found = [(i.name, i.value) for i in read_pasted(text).indicators]
    assert [value for _, value in found] == [24, 12, 6, 40]
    assert all(name.startswith(("兴趣课堂", "安全教育")) for name, _ in found)


def test_a_home_run_for_a_time_has_a_period() -> None:
    period = read_pasted("委托柳溪社工中心运营，运营期为2025年4月1日至2026年3月31日。").period
    assert (period.start, period.end) == ("2025-04-01", "2026-03-31")
