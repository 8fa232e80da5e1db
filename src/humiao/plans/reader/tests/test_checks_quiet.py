"""Where two numbers may stand side by side: what is no contradiction raises no query."""

import pytest

from humiao.plans.reader.api import read_pasted

HEAD = "某县2025年困境儿童关爱服务项目实施方案\n"


def raised(text):
    return {query.code for query in read_pasted(HEAD + text).queries}


@pytest.mark.parametrize(
    ("code", "sound", "wrong"),
    [
        (
            "sum-mismatch",
            "一、付款\n机构管理费用控制在项目经费的8%以内。签约后支付50%，中期评估合格后支付30%，末期评估合格后支付20%。\n",
            "一、付款\n签约后支付50%，中期评估合格后支付30%，末期评估合格后支付28%。\n",
        ),
        (
            "sum-mismatch",
            "一、付款\n前三个季度考核合格后每季付25%，第四季度合格后付25%。\n",
            "一、付款\n签约后付25%，中期合格后付30%，验收合格后付25%。\n",
        ),
        (
            "sum-mismatch",
            "一、经费\n总经费90万元，其中交通费3.9万元、督导费1.8万元。\n",
            "一、经费\n总经费90万元，其中人员费60万元、活动费18万元、督导费10万元。\n",
        ),
        (
            "dates-disagree",
            "一、时间安排\n服务期自2025年4月1日起，至2026年3月31日止。中期评估由县民政局组织，于2025年10月15日前完成；"
            "末期评估委托第三方机构实施，于2026年4月完成。\n",
            "一、时间安排\n服务期自2025年4月1日起，至2026年3月31日止。\n二、期限\n服务期限：2025年5月1日至2026年3月31日。\n",
        ),
        (
            "dates-disagree",
            "一、步骤\n1.2025年7月至8月，完成招标采购。\n2.服务期限：2025年9月1日至2026年8月31日。\n",
            "一、步骤\n1.服务期限：2025年7月1日至2026年6月30日。\n2.服务期限：2025年9月1日至2026年8月31日。\n",
        ),
        (
            "minima-disagree",
            "一、任务\n每个个案确定1名社工跟进。\n二、人员\n专职社工不少于7名。\n",
            "一、任务\n配备专职社工不少于6名。\n二、人员\n专职社工不少于7名。\n",
        ),
        (
            "minima-disagree",
            "一、示范站（每站）\n1.个案服务不少于10例。\n二、标准站（每站）\n1.个案服务不少于5例。\n",
            "一、任务\n1.个案服务不少于10例。\n二、考核\n1.个案服务不少于5例。\n",
        ),
        (
            "counts-disagree",
            "一、背景\n全县在册农村留守儿童4812人。\n二、服务对象\n在册农村留守儿童436人。\n",
            "一、背景\n全县在册农村留守儿童436人。\n二、服务对象\n在册农村留守儿童463人。\n",
        ),
    ],
)
def test_what_is_no_contradiction_and_what_is(code, sound, wrong):
    assert code not in raised(sound)
    assert code in raised(wrong)


def test_what_each_post_does_and_what_all_do():
    each, whole = "一、岗位工作量（每岗）\n个案不少于4个。\n", "二、岗位总量\n个案40个。\n"
    assert "minima-disagree" not in raised(each + whole)
    assert "minima-disagree" in raised(each + whole.replace("总量", "考核"))


def test_marks_that_cut_a_payment_are_no_instalments():
    text = "一、付款\n半年支付50%，年度验收后支付50%。验收得分≥85分支付100%，75-84分支付90%。\n"
    assert "sum-mismatch" not in raised(text)
