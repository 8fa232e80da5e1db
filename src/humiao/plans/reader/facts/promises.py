"""Whether a number is promised: by the words around it, and what it is counted in.

A number is a promise when it is compared with something, when it is a rate, or when something is to be done
that many times; and when nothing around it says that it tells of the past, of the place or of an example.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from humiao.plans.reader.facts.figures import PLACES
from humiao.plans.reader.facts.leaning import EVENTS, PERSONS, SERVICE_LABEL, leans_on
from humiao.plans.reader.facts.phrases import line_above, part_of
from humiao.plans.reader.facts.vetoes import is_by_others, is_no_service
from humiao.plans.reader.reading import Cell as Span
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_RATE = re.compile(r"(?:率|(?<!年)度|比例|占比|百分比|覆盖面)[^率]{0,6}$")
_AMOUNT_NOUN = re.compile(
    r"(?:人数|人次|户次|场次|次数|个数|总数|总量|数量|总人次|期数|覆盖面)[^，。；]{0,4}$"
)
DOING = re.compile(
    r"(?:开展|举办|组织|完成|提供|上报|报送|撰写|改造|创建|发放|制作|形成|发布|编[制印写]|召开|实施|建立|组建|新建|出具|培育|走访|探访|入户|服务|培训|督导|帮助|实现|办|做|评选|提交|跟进|参加|参与|安排|联系|见面|家访|上门|印制|打造|选树|增设|设立|开设|推出|招募|连线|授课|答疑|走进|结成)"
    r"[^，。；]{0,24}$"
)
DOING_AFTER = re.compile(
    r"^(?:[\u4e00-\u9fff“”\"（）()]{0,10})(?:活动|个案|小组|讲座|课堂|培训|案例|宣传|探访|走访|报告|心愿|课程|班|营|对子)"
)
_PROMISE_UNITS = {"bare", "count", "percent", "measure", "interval", "duration", "money"}
_PLACES = re.compile(
    r"(?:站点|服务点|工作站|未保站|标项|标段|[\u4e00-\u9fff]类\(?|分成|分为|等级|环节|方面|阶段)$"
)
_PRESENT = re.compile(r"目前|现有|现共有|在册|登记|实有|截[至止]|共有|摸排")
_CHECKED = re.compile(
    r"^的?(?:成效|服务|项目|综合|督导|第三方|中期|末期|期末|年度|季度|专项)*(?:评估|考核|考评|检查|验收|抽查|督查|评价|审计|评审|评比)"
)
_EACH = re.compile(
    r"[每单](?:个|一|名|位)?(?:个案|小组|家庭|站|镇|乡|街道|村|社区|场|次|节|期|例|组|人|户|周|天|日|班|营|月|年|讲|课|堂|校|学期|时长)"
    r"|连续|持续|一个?(?:年|月|周|天|日|星期|礼拜|学期)"
)
_LASTS = re.compile(r"(?:[寒暑]假|时间|时长|天数|开放|开门|开班|开营|为期|连续)\s*$")
_FOR_WEEKS = re.compile(r"(?:开班|开营|开放|营期)(?:时间|时长)\s*$")
_IN_A_YEAR = re.compile(r"(?:全年|每年|年度|累计|总计)\s*$")
_REACHED = re.compile(r"(?:累计|总量|总数|达到?|时长)[^，。；]{0,4}$")
COMPARED_EACH = re.compile(r"(?:不少于|不低于|至少)每[^，。；\d]{1,6}$")
_OPEN_EACH = re.compile(r"每周(?:开放|开门|值守)\s*$")  # 每周开放4天
_EACH_CAMP = re.compile(r"每[期营班]\s*$")  # 冬令营2期，每期5天
_SERVICE_UNITS = EVENTS | frozenset(
    {
        "次",
        "份",
        "例",
        "条",
        "支",
        "部",
        "件",
        "起",
        "本",
        "套",
        "批",
        "轮",
        "遍",
        "个",
        "项",
        "幅",
        "组",
        "册",
        "档",
        "对",
        "天",
    }
)
_ANYTHING = {"个", "项", "条", "件", "天", "次", "回", "趟", "遍"}  # units of much else besides services
_RAISED = re.compile(r"(?:资源|物资|善款|捐赠|捐款|募集|筹集|链接|折合)[^，。；]{0,10}$")
_COST = re.compile(r"(?:成本|人均[^，。；]{0,8}|户均[^，。；]{0,8})\s*$")
_BOUNDS = (">=", "=", "<=")
_MUST = re.compile(r"应当?|须|必须|要求|确保|力争|目标")
_MET = re.compile(
    r"走访|探访|家访|入户|上门|见面|面谈|回访|联系|问候|答疑|授课|陪伴|辅导|培训|会商|例会|团辅|督导|(?:亲情|视频)?连线|值守|开放"
)
_SUPERVISED = re.compile(r"考核|抽查|检查|评估|调度|更新|公布|通报|推送|巡查|审计|验收|复评|报告|报送|上报")
_AT_WORK = re.compile(r"(?:陪读|陪伴|辅导|开放|授课|上课|托管|阅读|训练|志愿服务|值守)\s*$")
_BY_KIND: dict[str, Callable[[Quantity, str], bool]] = {
    "percent": lambda q, left: q.comparator in _BOUNDS or bool(_RATE.search(left)),
    "interval": lambda q, left: q.comparator in _BOUNDS and not left.strip().endswith(("探访", "走访")),
    "money": lambda q, left: (
        (q.comparator == ">=" and bool(_RAISED.search(left)))
        or (q.comparator == "<=" and bool(_COST.search(left)))
    ),
    "measure": lambda q, left: (
        q.comparator in _BOUNDS
        or bool(_REACHED.search(left) or COMPARED_EACH.search(left))
        or (q.per in ("周", "月", "天") and bool(_AT_WORK.search(left)))
    ),
    "duration": lambda q, left: (
        bool(COMPARED_EACH.search(left))
        or (q.time_unit == "day" and bool(_EACH_CAMP.search(left) or _OPEN_EACH.search(left)))
        or (
            q.comparator in (">=", ">")
            and bool(
                _EACH.search(left)
                or (q.time_unit == "day" and bool(_LASTS.search(left)))
                or (q.time_unit == "week" and bool(_FOR_WEEKS.search(left)))
                or (q.time_unit == "day" and _IN_A_YEAR.search(left))
            )
        )
    ),
    "bare": lambda q, left: bool(
        (
            q.comparator in _BOUNDS
            and re.search(r"[\u4e00-\u9fff]{2}(?:数|人次|户次|场次)(?:合计|共计|累计)?\s*$", left)
        )
        or (q.value == 0 and re.search(r"率[为是]?\s*$", left))
    ),
}


def promised(reading: Reading, sentence: Sentence, quantity: Quantity, *, listed: bool = False) -> bool:
    """Say whether a number of a sentence is promised; `listed`: it stands in a list with figures that are."""
    if reading.mood_at(quantity.start) or (quantity.masked and not quantity.comparator):
        return False
    if is_outcome(reading, sentence, quantity) or _is_score_of_satisfaction(reading, quantity):
        return True
    if quantity.kind not in _PROMISE_UNITS or is_no_service(reading, sentence, quantity):
        return False
    if _follows_label(reading, sentence, quantity) and is_service_unit(quantity):
        return True
    return (
        _is_rhythm(reading, sentence, quantity)
        or leans_on(reading, sentence, quantity, promised)
        or _is_product(reading, sentence, quantity)
        or _is_of_labelled_service(reading, sentence, quantity)
        or _by_words(reading, sentence, quantity, listed=listed)
    )


def _by_words(reading: Reading, sentence: Sentence, quantity: Quantity, *, listed: bool) -> bool:
    start, end = part_of(reading, sentence, quantity.start)
    left, right = reading.folded[start : quantity.start], reading.folded[quantity.end : end]
    above = line_above(reading.folded, quantity.start, quantity.end)
    left = reading.folded[slice(*above)] if above else left
    served = bool(reading.mentions_in(Span(start, quantity.start), "service"))
    return is_promise(quantity, left, right, listed=listed, served=served)


def is_service_unit(quantity: Quantity) -> bool:
    """Say whether a number is counted in something services are: 场, 例, 人次, %."""
    return quantity.kind == "percent" or quantity.unit in _SERVICE_UNITS or quantity.unit.startswith("人/")


_LABEL = re.compile(
    r"^[\s(（]*[A-Z]?[\d一二三四五六七八九十.、()（）★▲①-⑳甲乙丙丁戊己庚辛]*[、.)）\s]*[·□■◆●○◇>*-]*\s*"
)
_WHEN = re.compile(
    r"(?:全年度?|每?年度?内?|每?[一双两]?个?(?:月|季度?|周|学期|半年)|服务期内|周期内|共|计|各|约)+$"
)
_LABEL_LENGTH = 18


def _follows_label(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a number stands right behind a label: of a service, 成长小组:6个, of events, 夜话:8场."""
    before = _LABEL.sub("", reading.folded[sentence.start : quantity.start])
    untimed = _WHEN.sub("", before.rstrip())
    label = untimed.rstrip(" :\t-|")
    if not 0 < len(label) <= _LABEL_LENGTH or re.search(r"[，。:]", label):
        return False
    named = label != untimed or label.endswith(("”", '"'))
    return bool(SERVICE_LABEL.search(label)) or (named and quantity.unit in EVENTS)


def _is_rhythm(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether something is to be done with children every so often: 每季度集中培训1次, 家访:每月1次."""
    if quantity.kind != "interval" or not quantity.unit or quantity.comparator in ("<", ">"):
        return False
    start, end = part_of(reading, sentence, quantity.start)
    inside = reading.folded[quantity.start : quantity.end]
    label = reading.folded[sentence.start : quantity.start]
    official = _OFFICIALS.fullmatch(reading.folded, start, quantity.start)
    if _SUPERVISED.search(reading.folded, start, end) or is_by_others(label) or official:
        return False
    after = Span(quantity.end, min(end, quantity.end + _NEAR))
    served = any(m.start - quantity.end <= 1 for m in reading.mentions_in(after, "service"))
    served = served or _TRAINED.match(reading.folded, quantity.end, end) is not None
    return served or bool(
        _MET.search(inside)
        or (_ARRANGED.search(inside) and reading.mentions_in(quantity, "service"))
        or (_ARRANGED.search(inside) and _SAID_BEFORE.search(reading.folded, sentence.start, quantity.start))
        or (_HELD.search(inside) and _GATHERING.match(reading.folded, quantity.end, end))
        or _MET.match(reading.folded, quantity.end, end)
        or (":" in label and _MET.search(label))
        or _RHYTHM_OF.search(label)
        or (_ARRANGED.search(inside) and SERVICE_LABEL.search(label.partition(":")[0]) and ":" in label)
    )


# 每半年开展一次儿童主任集中培训
_TRAINED = re.compile(
    r"(?:儿童主任|儿童督导员|志愿者|家长|监护人|社工)[\u4e00-\u9fff]{0,8}(?:培训|讲座|课堂|沙龙|团辅)(?=[，,。；;、]|$)"
)
_OFFICIALS = re.compile(r"\s*(?:由|各)?(?:乡镇|镇街?|街道|镇)?(?:\([^()]{1,4}\))?儿童督导员")
_NEAR = 8
# What has a name of its own, or is said in a word, right before: “小小议事员”每季度1次, 专业督导每月2次.
_RHYTHM_OF = re.compile(
    r"[”\"][，,]?\s*(?:每个?(?:乡镇|镇|街道|社区|村|站点?|点))?$|(?:活动|课堂|教育|辅导)每个?(?:乡镇|镇|街道|社区|村|站点?|校)$|(?:督导|例会|沙龙|家长会|生日会)\s*$"
)


# 开展亲情连线活动，每月组织1次
_ARRANGED = re.compile(r"组织|开展|举办|安排")
# 每季度组织一次照料人互助会
_HELD = re.compile(r"组织|开展|举办")
_GATHERING = re.compile(
    r"[\u4e00-\u9fff“”\"]{1,12}(?:[互助分享交流恳谈生]{2}会|议事会|读书会|故事会|家长会|见面会|游园会|团聚会|生日会|茶话会|沙龙|工作坊|训练营|主题日|开放日)(?=[，,。；;、]|$)"
)
_SAID_BEFORE = re.compile(
    r"(?:开展|举办|组织|提供)[^，。；:]{2,20}(?:活动|服务|课堂|辅导|讲座|培训|课程)[，,]\s*$"
)


_BETTER = re.compile(
    r"^的[^，。；]{2,20}(?:提高|提升|改善|增强|好转|缓解|下降|减轻|掌握|达标|进步|增加|增多|变好)"
)


def is_outcome(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a share of those served is to fare better: 80%以上的儿童情绪状况改善."""
    if quantity.kind != "percent" or quantity.comparator not in (">=", None):
        return False
    _, end = part_of(reading, sentence, quantity.start)
    return bool(_BETTER.search(reading.folded[quantity.end : end].strip()))


def _is_score_of_satisfaction(reading: Reading, quantity: Quantity) -> bool:
    before = reading.folded[max(0, quantity.start - 8) : quantity.start]
    return (
        quantity.kind == "score"
        and quantity.comparator == ">="
        and bool(re.search(r"满意[度率]\s*:?$", before))
    )


def is_promise(
    quantity: Quantity, left: str, right: str, *, listed: bool = False, served: bool = False
) -> bool:
    """Say whether a number is promised, by the words before and after it in its part of the sentence.

    `listed`: it stands in a list with figures that are; `served`: the words before it name a service.
    """
    special = _BY_KIND.get(quantity.kind)
    if special:
        return special(quantity, left)
    if quantity.comparator in _BOUNDS or (quantity.comparator == ">" and _MUST.search(left)):
        return True
    if COMPARED_EACH.search(left):
        return True
    if quantity.kind != "count":
        return False
    return _is_counted(quantity, left, right, listed=listed, served=served)


_REACHING = re.compile(
    r"(?:(?<!购买)服务(?!对象)|惠及|覆盖|培训|选聘|招募|培育|培养|发展|结对|链接)[\u4e00-\u9fff“”\"]{0,10}$"
)


_PAIRED = re.compile(
    r"(?:“?爱心)?(?:志愿者|义工|爱心人士|爱心妈妈|党员)[”\"]?(?:与(?:\d+[名个户])?[^，。；、\d]{2,8}|[^，。；、\d]{0,4})结对"
    r"|(?:困境|留守|流动)?(?:儿童|孩子|学生|家庭)[^，。；、\d]{0,2}结对(?:帮扶|关爱)?(?=[，。；]|$)"
)  # 100名志愿者结对, 30名志愿者与60名儿童结对
# A band of so many, counted just before: 组建1支40人的志愿者队伍.
_BAND = re.compile(r"(?:左右|以上)?的[\u4e00-\u9fff]{2,8}队伍?(?![\u4e00-\u9fff])")
# A figure that sums up what its line plans: 走进博物馆、消防站等，共6次.
_SUMMED = re.compile(r"(?:^|[，,、；])\s*(?:共|总计|合计|共计|计|全年共?)\s*$")


_REPORTS = re.compile(
    r"[每按][^，。；]{0,4}报\s*$|(?:报送|上报|提交|报)[^，。；]{0,4}(?:信息|月报|季报|名单|台账|材料)\s*$"
)
_HANDED_UP = re.compile(r"[上呈]报\s*$")
# Papers that are products of the work, with their number right behind: 月报12份, 结项报告1份.
_PAPERS = re.compile(
    r"(?:^|[\u4e00-\u9fff、\s])(?:[月季年]报|半年报|简报|(?:年度|项目|工作|服务|季度|半年)?总结(?:报告)?"
    r"|(?:年度|服务|调研|结项|分析|(?:需求)?评估|工作|项目|季度|月度)报告)\s*$"
)
# Products that are counted like events, behind any label: 成果产出：典型案例集1册.
_PRODUCTS = re.compile(
    r":[^:]{0,10}(?:案例集|案例汇编|作品集|成果集|故事集|汇编|画册|图册|绘本|手册|宣传片|微电影|短视频|视频|课程包|工具包)\s*$"
)


_LABEL_OF_SERVICES = re.compile(
    r"[\s\d.、()（）一二三四五六七八九十①-⑳]*[\u4e00-\u9fff]{0,6}(?:服务|支持|关爱|帮扶|保护|活动|教育|培训|宣传|建设|赋能|工作|小组|个案|管理)(?:\([^()\n]{2,20}\))?:"
)


def _is_of_labelled_service(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a service stands with its number behind its kind: 监护服务：家庭教育讲座12场."""
    units = EVENTS | PERSONS - {"人", "名"} | {"个", "例", "组"}
    if quantity.kind != "count" or quantity.unit not in units:
        return False
    label = _LABEL_OF_SERVICES.match(reading.folded, sentence.start, quantity.start)
    if label is None:
        return False
    named = reading.mentions_in(Span(label.end(), quantity.start), "service")
    gap = reading.folded[named[-1].end : quantity.start] if named else "-"
    return bool(named) and re.fullmatch(r"(?:\([^()\d]{1,12}\))?", gap) is not None


def _is_product(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a number counts a product of the work that its label leads to."""
    if quantity.unit not in ("册", "本", "部", "套", "份", "支", "条"):
        return False
    return bool(_PRODUCTS.search(reading.folded, sentence.start, quantity.start))


# What is handed up and is work of its own: 上报3个优秀案例.
_STORIES = re.compile(r"^[\u4e00-\u9fff“”\"]{0,10}(?:案例|故事|经验|做法)")


# People who are found for the work: 招募志愿者160名, 选树“最美儿童主任”10名.
_FOUND = re.compile(r"(?:招募|注册(?=志愿)|选树|评选|培育|发展|招收|招录)(?!时)[^，。；:\d]{0,16}(?<!有)$")


def _is_only_reporting(left: str, right: str) -> bool:
    """Say whether a number says how often or in how many papers the provider reports."""
    return bool(_REPORTS.search(left)) or bool(_HANDED_UP.search(left) and not _STORIES.match(right))


# How often the work itself is looked at: 开展中期和末期评估各1次.
_EVALUATIONS = re.compile(r"(?:中期|末期|终期|期末)(?:评估|考核|验收|检查)各?\s*$")


# 个案：年度指标30例，已开案17例; 小组约定8个，完成5个
_TASK_OF = re.compile(r"(?:(?:年度|全年|合同|项目)(?:指标|任务|目标)(?:数|量|值)?为?|(?<!合同)约定)\s*$")


def _is_counted(quantity: Quantity, left: str, right: str, *, listed: bool, served: bool) -> bool:
    present = _PRESENT.search(left)
    if present and not (present[0] in ("在册", "登记") and served and DOING.search(left, present.end())):
        return False
    if _AMOUNT_NOUN.search(left) or _TASK_OF.search(left):
        return True
    found = _FOUND.search(left) or _PAIRED.match(right)
    band = left.endswith("支") and _BAND.match(right)
    if quantity.unit in PERSONS and (found or band or (listed and _REACHING.search(left))):
        return True
    if quantity.unit in ("份", "期", "篇") and _PAPERS.search(left):
        return True
    if (
        _is_only_reporting(left, right)
        or _EVALUATIONS.search(left)
        or _PLACES.search(left)
        or _CHECKED.match(right)
        or not is_service_unit(quantity)
    ):
        return False
    if listed and (served or quantity.unit not in _ANYTHING or left.endswith(("”", '"'))):
        return True
    if quantity.unit in EVENTS - {"期"} and (_SUMMED.search(left) or (served and quantity.per in PLACES)):
        return True
    return bool(DOING.search(left) or DOING_AFTER.match(right))
