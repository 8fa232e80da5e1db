"""Checks that look at the words alone: each on a faulty sentence, and on one like it without the fault."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from humiao.plans.reader.checks import CODES
from humiao.plans.reader.tests.checks_drafts import TITLE, asked, codes

# code, with the fault, nearly so but sound
SENTENCES = [
    ("typo", "承接机构做好政策宜传和台帐登记。", "此事不宜传播，由文教有限公司办理登记。"),
    ("typo", "为事实无人扶养儿童建档。", "落实夫妻扶养义务的宣传。"),
    ("sensitive-label", "另有ZD人员子女12人。", "另有AB座办公人员12人。"),
    (
        "rule-repealed",
        "根据《中华人民共和国收养法》制定本方案。",
        "宣讲婚姻法律知识，依据《中华人民共和国民法典》。",
    ),
    ("rule-repealed", "按照《政府购买服务管理办法(暂行)》执行。", "按照《政府购买服务管理办法》执行。"),
    ("rule-repealed", "依据民发〔2019〕125号文件执行。", "依据民发〔2020〕125号文件执行。"),
    (
        "reference-incomplete",
        "根据《关于开展护苗工作的意见》制定本方案。",
        "根据《关于开展护苗工作的意见》（临政发〔2024〕3号）和《中华人民共和国未成年人保护法》制定本方案。",
    ),
    (
        "reference-incomplete",
        "根据《中华人民共和国未成年人保护法》和省厅等部门有关文件精神制定。",
        "根据《中华人民共和国未成年人保护法》有关规定制定。",
    ),
    (
        "reference-incomplete",
        "根据《护苗办法》（临民〔2024〕3号）和《建档办法》（临民[2023]8号）。",
        "根据《护苗办法》（临民〔2024〕3号）和《建档办法》（临民〔2023〕8号）。",
    ),
    ("reference-incomplete", "根据临民〔2024〕3号文件制定。", "根据《护苗办法》（临民〔2024〕3号）制定。"),
    ("money-wording", "项目标底为28万元。", "本项目不设标底，最高限价28万元。"),
    ("net-amount-unknown", "预算28万元（含招标代理费）。", "预算28万元（含招标代理费0.6万元），含税。"),
    (
        "fund-use-changed",
        "原用于站点建设的结余资金9万元现调整用于购买服务。",
        "项目结余资金由县财政收回，本项目预算9万元。",
    ),
    ("approximate-count", "全县困境儿童约320人。", "全县困境儿童320人，活动约每月一次。"),
    (
        "residual-class",
        "其中孤儿6人、其他困境儿童88人。",
        "其中孤儿6人、其他困境儿童88人（其中重病30人、单亲58人）。",
    ),
    (
        "counts-disagree",
        "全县现有困境儿童320人。\n为全部312名在册困境儿童建档。",
        "全县现有困境儿童320人，其中新增困境儿童12人。",
    ),
    (
        "classes-overlap",
        "困境女童180名，可能同时属于两类以上，各类分别统计。",
        "同一儿童可能同时属于两类以上的，只按第一类计算一次。",
    ),
    (
        "age-limits-differ",
        "服务未满18周岁的儿童；留守儿童须未满16周岁。",
        "服务未满18周岁的儿童，社工应年满18周岁以上。",
    ),
    (
        "scope-ambiguous",
        "为困境儿童（孤儿、残疾儿童）开展探访。\n全县有孤儿6人、残疾儿童30人、留守儿童90人。",
        "为困境儿童（包括孤儿、残疾儿童等）开展探访。\n全县有孤儿6人、残疾儿童30人、留守儿童90人。",
    ),
    ("scope-ambiguous", "对象为本县户籍的孤儿、流浪儿童。", "对象为本县户籍或在本县居住的孤儿、流浪儿童。"),
    ("unit-malformed", "探访服务不少于200人/次/年。", "探访服务不少于200人次/年，每次不少于8人/次。"),
    (
        "units-disagree",
        "一、任务\n全年个案不少于12户。\n二、考核\n全年个案不少于12个。",
        "一、任务\n全年个案不少于12个，每个个案不少于6次。\n二、考核\n个案不少于12例。",
    ),
    (
        "indicator-undefined",
        "困境儿童服务保障率达到100%。",
        "服务保障率达到100%，服务保障率是指已服务人数占在册人数的比例。",
    ),
    (
        "indicator-undefined",
        "组织全县儿童主任开展业务培训。",
        "组织全县儿童主任开展业务培训，参训率不低于90%。",
    ),
    ("indicator-undefined", "实现全县乡镇服务全覆盖。", "实现全县乡镇服务全覆盖，每个乡镇不少于2场。"),
    (
        "qualitative-with-number",
        "直接受益人数500人，社会氛围持续向好。",
        "开展活动12场，不断提升儿童安全意识，受益儿童满意。",
    ),
    ("who-may-visit", "由志愿者每月上门探访困境儿童。", "由社工带领志愿者上门探访，志愿者不得单独入户。"),
    ("interval-undefined", "社工定期走访困境儿童家庭。", "建立定期联系制度，社工每月走访一次。"),
    ("coverage-unlisted", "在重点乡镇开展服务。", "在柳溪镇、河口镇开展服务。"),
    (
        "heading-misplaced",
        "一、目标\n做好服务。\n三、经费\n10万元。",
        "一、目标\n做好服务。\n二、经费\n10万元。",
    ),
    (
        "heading-misplaced",
        "一、目标\n做好服务。\n二、对象\n儿童。\n二、经费\n10万元。",
        "一、目标\n二、对象\n三、经费",
    ),
    (
        "heading-misplaced",
        "一、目标\n做好服务。二、服务内容\n走访。",
        "一、目标\n做好服务。一是走访、二是建档。\n二、服务内容\n走访。",
    ),
    ("heading-misplaced", "一、服务地点\n（一）经费预算\n10万元。", "一、服务地点\n（一）柳溪镇\n一处。"),
    (
        "heading-misplaced",
        "项目预算：项目从2025年9月开始，到2026年6月结束，15万元。",
        "项目预算：15万元，从2025年9月开始拨付。",
    ),
    (
        "must-and-preferred-mixed",
        "承接条件：依法登记满两年，近三年无重大违法记录，有同类经验者优先。",
        "优先服务困境儿童。\n承接条件：依法登记满两年，近三年无重大违法记录。",
    ),
    (
        "renewal-ambiguous",
        "服务期一年，考核合格可续签，最长不超过二年。",
        "服务期一年，可续签，续签累计不超过二年，总期限三年。",
    ),
    ("fuzzy-date", "末期评估在11月15日左右进行。", "末期评估在11月15日前进行，2025年底前完成验收。"),
    (
        "stated-twice",
        "一、考核\n服务对象满意率不低于90%。\n二、目标\n家庭满意率达到90%以上。",
        "一、考核\n服务对象满意率不低于90%。\n二、付款\n评估合格后付款。",
    ),
]


@pytest.mark.parametrize(("code", "faulty", "sound"), SENTENCES)
def test_the_fault_is_asked_about(code: str, faulty: str, sound: str) -> None:
    assert code in codes(faulty)


@pytest.mark.parametrize(("code", "faulty", "sound"), SENTENCES)
def test_its_neighbour_is_left_alone(code: str, faulty: str, sound: str) -> None:
    assert code not in codes(sound)


SOUND_PLAN = """一、服务
（一）社工每季度入户探访一次，发现儿童受到侵害的立即报告公安机关；工作人员入职前查询违法犯罪记录。
（二）探访分红色、黄色、绿色三级。
二、人员
专职社工不少于3人。
三、考核
第三方于2025年12月开展末期评估，满意率不低于90%。
四、付款
签约后支付50%，评估合格后支付50%。期满可续签一次，续签一年。
临溪县民政局
2025年2月3日
"""
MISSING = {
    "missing-issuer": "临溪县民政局\n",
    "missing-date": "2025年2月3日\n",
    "missing-evaluation": "三、考核\n第三方于2025年12月开展末期评估，",
    "missing-satisfaction": "满意率不低于90%。",
    "missing-levels": "（二）探访分红色、黄色、绿色三级。\n",
    "payment-unspecified": "签约后支付50%，评估合格后支付50%。",
    "duty-of-law-absent": "，发现儿童受到侵害的立即报告公安机关",
}
_STAFF = {"staffing": [("专职社工不少于3人", {"role": "专职社工", "value": 3, "comparator": ">="})]}


def test_a_full_plan_lacks_nothing() -> None:
    assert not {c for c in codes(SOUND_PLAN, dict(_STAFF)) if c in MISSING or c == "missing-staffing"}


@pytest.mark.parametrize(("code", "words"), MISSING.items())
def test_what_is_left_out_is_asked_for(code: str, words: str) -> None:
    assert words in SOUND_PLAN
    left = SOUND_PLAN.replace(words, "")
    if code == "missing-evaluation":
        left = left.replace("，评估合格后支付50%", "，余下的年底支付50%")
    assert code in codes(left, dict(_STAFF))


def test_staff_are_asked_for() -> None:
    assert "missing-staffing" in codes(SOUND_PLAN.replace("专职社工不少于3人。", ""))


@pytest.mark.parametrize(
    "title",
    [
        "临溪县儿童关爱服务项目更正公告\n",
        "临溪县儿童关爱服务项目成交结果公告\n",
        "临溪县儿童关爱服务工作总结\n",
        "临溪县儿童关爱服务项目第三方评估方案\n",
        "社工来到家门口\n本报讯 记者 方晓\n",
    ],
)
def test_reports_and_corrections_lack_nothing(title: str) -> None:
    found = codes("社工走访儿童。", title=title)
    assert not {
        c for c in found if c.startswith("missing") or c in ("duty-of-law-absent", "payment-unspecified")
    }


@pytest.mark.parametrize("cut", range(0, len(SOUND_PLAN), 7))
def test_a_text_cut_anywhere_is_checked(cut: int) -> None:
    codes(SOUND_PLAN[:cut])
    codes(SOUND_PLAN[cut:], title="")


FRAGMENTS = sorted({text for _, faulty, sound in SENTENCES for text in (faulty, sound)})


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=6), st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_known_questions_with_places_in_it(parts: list[str], cut: int) -> None:
    text = "\n".join(parts)[cut:]
    for query in asked(text):
        assert query.code in CODES
        assert query.message
        assert query.message_en
        assert all(0 <= start < end <= len(TITLE + text) + 1 for start, end in query.spans)
