"""The reader as a whole: nothing raises, nothing is invented, every number is told."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.files.problems import FileProblem

PLAN = """2025年某某县困境儿童关爱服务项目实施方案
根据《中华人民共和国未成年人保护法》，制定本方案。
一、服务对象
全县在册困境儿童共120人，其中孤儿8人、事实无人抚养儿童22人、重度残疾儿童30人、低保家庭儿童60人。
二、分级探访
红级每月上门探访一次，黄级每季度上门探访一次，绿级每半年电话探访一次。
三、服务指标
序号\t指标\t指标量
1\t个案服务\t≥12个
2\t社区活动\t≥10场
3\t满意率\t≥90%
四、经费与期限
项目预算30万元，其中省级资金20万元、县级资金10万元。服务期限自2025年3月1日至2025年12月31日。
五、评估
2025年7月底前开展中期评估，12月20日前开展末期评估，均由第三方实施。
某某县民政局
2025年2月10日
"""


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(PLAN)), st.integers(0, len(PLAN)))
def test_a_text_cut_anywhere_reads(first, last):
    part = PLAN[min(first, last) : max(first, last)]
    if not part.strip():
        return
    draft = read_pasted(part)
    text = draft.document.text
    for section in ("indicators", "staffing", "levels", "service_objects", "budget", "evaluation", "unused"):
        for fact in getattr(draft, section):
            assert text[fact.start : fact.end] == fact.evidence


SIGNS = st.sampled_from(
    "一二三十百万第（）()、。，；：:.0123456789%≥年月日人次个场元级红绿黄个案每不少于《》〔〕*\t\n 　abcX"
)


@settings(max_examples=300, deadline=None)
@given(st.text(SIGNS | st.characters(codec="utf-8"), max_size=120))
def test_noise_never_raises(noise):
    with suppress(FileProblem):
        read_pasted(noise)


WORDS = st.sampled_from(
    "为进步加强困境儿童关爱服务保护工作开展活动组织社区镇街道个案探访评估资金预算期限满意率社工督导红黄绿级每不少于，。；：\n"
)


@settings(max_examples=150, deadline=None)
@given(st.text(WORDS, max_size=200))
def test_words_without_numbers_make_no_figures(words):
    draft = read_pasted(f"某某县方案\n{words}")
    assert not [i for i in draft.indicators if i.value is not None]
    assert not [o for o in draft.service_objects if o.count is not None]
    assert not [a for a in draft.budget if a.amount_yuan is not None]
