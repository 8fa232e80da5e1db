"""What is no service, whatever is counted: money and tender matters, samples, breaches, what is past."""

from __future__ import annotations

import re

from humiao.plans.reader.facts.beside import stands_beside
from humiao.plans.reader.facts.phrases import part_of
from humiao.plans.reader.facts.turns import is_turn_of_phrase
from humiao.plans.reader.reading import Cell, Quantity, Reading, Sentence

_NOT_SERVICE = re.compile(
    r"注册(?!志愿)|成立|(?<!社会)(?<!折合)(?<!链接)资金(?!募)|经费|缴纳|年检|证书|社工证|资格证|罚|扣|违约|有效期|保存|响应文件|投标|报价|公告|评委|专家组|合同价|面积|平方米|平米|㎡|得分|满分|分值"
    r"|续签|续约|样本|抽样|抽取|抽查|随机|问卷|预付|支付|付款|拨付|合同(?:总)?(?:金)?额|价款|尾款|分项|权重|业绩|法人|股|占比重"
    r"|打印|装订|共印|人数增减|人数变[化动]|公示|提前|(?:磋商|谈判)(?!文件|要求)|演示|述标|答辩|保额|保费|逾期|迟延"
)
_GROWN = re.compile(
    r"(?:站点?|之家|服务点|驿站)(?:数量?)?(?:将|拟)?(?:扩大|增加|扩展|拓展|增至|扩至)[到至为]?\s*$"
)
_SATISFIED = re.compile(r"满意[度率](?:须|应|需|要|均)?\s*$")
_WORKING_DAYS = re.compile(r"[\d一二三四五六七八九十两]\s?个?工作日")
_SAMPLED = re.compile(r"抽样|抽取|抽查|随机|样本|查阅|入户核实")
_BREACH = re.compile(
    r"上下浮动|每(?:差|低|少|缺|降低)|更换|泄露|泄漏|虚报|伪造|造假|缺岗|空岗|脱岗|流失|流动率|受到[^，。；]{0,10}伤害|±"
)
# So many faults have a price: 投诉3次以上的，扣减服务费.
_FAULT = re.compile(r"^(?:低于|不足|未达到?|达不到|不到)|以上$")
_PUNISHED = re.compile(r"的[，,]?[^，。；\d]{0,8}(?:扣|取消|解除|终止|不予|通报|约谈|列入黑|追究)")
_DONE = re.compile(r"(?<![超通经不])过$|[了过]$(?<!通过)(?<!超过)")
_LATELY = re.compile(r"近[\d一二两三四五六七八九十]+年(?!内?(?:须|应))")
_ALREADY = re.compile(r"已(?!满|建档|登记|满足)(?=[\u4e00-\u9fff])")
_DUTY_OF_OTHERS = re.compile(
    r"^\s*(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]\s*)?(?:由)?(?:甲方|采购人|委托方"
    r"|(?:[省市州盟县区旗镇]|乡镇|街道|各级)[\u4e00-\u9fff]{0,6}(?:民政局|未保办|政府|办事处|委员会|领导小组|民政部门))"
)


# A share of what is looked at that must be sound: 抽查合格率不低于95%.
_SOUND = re.compile(r"(?:抽查|抽检)[\u4e00-\u9fff]{0,4}(?:合格|达标|准确|优良|属实)率(?:须|应|需|要|均)?\s*$")


# How long a paper is (每份不超过40页) and a part of a day (周六安排1个半天的陪伴) are no services.
_HALF_A_DAY = re.compile(r"半天|上午|下午|小时")


def is_no_service(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a number counts something else than services, by the words of its part of the sentence."""
    start, end = part_of(reading, sentence, quantity.start)
    if quantity.kind == "percent" and _SOUND.search(reading.folded, start, quantity.start):
        return False
    words = field_of(reading.folded, start, end, quantity)
    if _is_fault(reading, start, quantity):
        return True
    if quantity.kind == "percent" and _SAMPLE_OF.search(reading.folded, start, quantity.start):
        return False
    other = quantity.unit == "页" or _HALF_A_DAY.match(reading.folded, quantity.end)
    if other or _NOT_SERVICE.search(words) or _WORKING_DAYS.search(words) or _BREACH.search(words):
        return True
    sampled = _SAMPLED.search(reading.folded, sentence.start, end)
    if (sampled and not _is_of_satisfaction(reading, start, quantity)) or _is_time_limit(reading, quantity):
        return True
    if _is_told(reading, sentence, quantity, words) or _is_of_goods(reading, quantity):
        return True
    if _is_no_count(reading, sentence, quantity, start):
        return True
    if _is_of_a_level(reading, sentence, quantity) or _tells_how(reading, quantity):
        return True
    return bool(_DONE.search(reading.folded[start : quantity.start])) or _is_restated(reading, quantity)


def _is_fault(reading: Reading, start: int, quantity: Quantity) -> bool:
    """Say whether so many, or so little, has a price, save of satisfaction, whose two minima may disagree."""
    if not _FAULT.search(reading.words(quantity)) or "满意" in reading.folded[start : quantity.start]:
        return False
    return bool(_PUNISHED.match(reading.folded, quantity.end))


def _is_no_count(reading: Reading, sentence: Sentence, quantity: Quantity, start: int) -> bool:
    """Say whether a number is a turn of phrase, or counts places worked for or those who go together."""
    if is_turn_of_phrase(reading, sentence, quantity, start):
        return True
    if stands_beside(reading, quantity) or counts_its_parts(reading, quantity):
        return True
    if _GROWN.search(reading.folded, start, quantity.start) or _OF_MORE.search(
        reading.folded, start, quantity.start
    ):
        return True
    if _counts_places(reading, quantity) or _are_there_already(reading, quantity):
        return True
    if _is_of_those_beside(reading, sentence, quantity, start):
        return True
    such_a_team = quantity.unit in _HEADS and _OF_SUCH_SIZE.match(reading.folded, quantity.end)
    if reading.folded.startswith("其中", start) and _of_those_together(reading, sentence, start):
        return True
    return go_together(reading, quantity) or bool(such_a_team)


def _of_those_together(reading: Reading, sentence: Sentence, start: int) -> bool:
    """Say whether those just counted do one thing together: 由两名工作人员同行，其中至少1人为社工."""
    before = [q for q in reading.quantities_in(sentence) if q.end <= start]
    return bool(before) and go_together(reading, before[-1])


def _is_of_those_beside(reading: Reading, sentence: Sentence, quantity: Quantity, start: int) -> bool:
    """Say whether a number is of bidders, experts, cars, the best of the staff, or rounds of officials."""
    if quantity.unit in ("辆", "台") or _EXPERTS.match(reading.folded, quantity.end):
        return True
    if quantity.comparator == "<" and _INTERIM.search(reading.folded, start, quantity.start):
        return True
    if quantity.kind == "percent" and _OF_PROGRESS.match(reading.folded, sentence.start):
        return True
    if quantity.kind == "percent" and _ROUNDS.search(reading.folded, sentence.start, quantity.start):
        return True
    before = reading.folded[max(sentence.start, quantity.start - _REACH) : quantity.start]
    if quantity.kind == "percent" and quantity.comparator is None and _MADE_UP.search(before):
        return True
    if quantity.unit in ("组", "队") and _IN_PAIRS.search(before):
        return True
    own_load = (_CASELOAD, _EACH_ONE_LOOKS_AFTER)
    if quantity.comparator != ">=" and any(
        one.search(before_in(reading, sentence, quantity)) for one in own_load
    ):
        return True
    own = (_AT_EACH_PLACE, _AS_A_RULE, _BIDDERS, _BEST)
    return any(one.search(reading.folded, start, quantity.start) for one in own)


def _is_told(reading: Reading, sentence: Sentence, quantity: Quantity, words: str) -> bool:
    """Say whether a number tells what was done: 近三年服务3000人次, 两个社区已建成."""
    lately = _LATELY.search(reading.folded, sentence.start, quantity.start)
    return bool(lately) or (quantity.comparator is None and bool(_ALREADY.search(words)))


# Who of the team is qualified is asked of people: 其中两名具有大专以上学历.
_QUALIFIED = re.compile(
    r"(?:须|应|应当|需)?(?:具有|具备|持有|取得)[^，。；]{0,24}(?:学历|资格|证书?|职称|专业)"
)


def _tells_how(reading: Reading, quantity: Quantity) -> bool:
    """Say whether words only tell how the work is done, 对儿童进行一轮筛查, or who is qualified."""
    if quantity.kind == "count" and _QUALIFIED.match(reading.folded, quantity.end):
        return True
    before = reading.folded[max(0, quantity.start - 4) : quantity.start]
    one = quantity.unit == "轮" and quantity.value == 1 and quantity.comparator is None and not quantity.per
    return one and bool(re.search(r"(?:进行|开展|实施|完成)\s*$", before))


_REACH = 12
_ROOMS = frozenset({"个", "所", "家", "处", "间"})
# How many one person has to look after as things are: 一名督导员要管60多个孩子.
_CASELOAD = re.compile(
    r"(?:一个|一名|一位|1个|1名|1位|每个|每名|每位)?[\u4e00-\u9fff]{0,2}(?:儿童主任|督导员|社工|老师|专干|民政助理员|工作人员|村干部|网格员)"
    r"(?:一人|一个人)?(?:就|却|往往|常常|通常|平均|同时|还)*(?:要|得|需|需要|不得不)(?:同时)?(?:管|管着|管理|照看|照顾|联系|负责|对接|服务|面对)\s*$"
)
_EACH_ONE_LOOKS_AFTER = re.compile(
    r"每(?:个|名|位)?[^，。；每]{0,6}(?:社工|督导员|工作人员|老师)(?:联系|负责|服务|管理|对接)的?[^，。；]{0,16}$"
    r"|(?:社工|督导员)(?:原则上)?每[人名](?:服务|负责|联系|管理)(?:儿童|对象)*数?(?:原则上|应|须)*$"
)
_AS_A_RULE = re.compile(r"年均(?:服务|开展|走访|完成|举办)")  # what they do, year by year


def before_in(reading: Reading, sentence: Sentence, quantity: Quantity) -> str:
    """Return the words of a sentence before a number."""
    return reading.folded[sentence.start : quantity.start]


# Those of more that are served: 服务区域为14个乡镇中的8个.
_OF_MORE = re.compile(r"\d+个[\u4e00-\u9fff()]{1,8}中的\s*$")


# How many places something is done for: 对8个重点镇开展走访.
_FOR_PLACES = re.compile(r"(?:对|在|为|向|由|协助|面向|覆盖|涉及)(?:全[县市区旗])?\s*$")
_PLACES = re.compile(
    r"(?:重点|试点|偏远|项目|示范)?[\u4e00-\u9fff]{0,2}?(?:镇|乡|街道|村|社区|学校|站|点位?)"
)


# What is leant on or given by others is there already: 依托辖区内5个活动点, 采购人提供的两间教室.
_RELIED_ON = re.compile(
    r"(?:依托|依靠|利用|借助|(?:甲方|采购人|委托[方人]|村居|街道|社区|学校|镇村)(?:负责|无偿|免费)?提供的?)"
    r"(?:辖区内?|镇内|县内|区内|现有|已有|的)*的?\s*$"
)
# Places that do something together: 4个站全年共发放手册…
_DO_TOGETHER = re.compile(
    r"(?:服务|工作|儿童)?(?:站点?|点|之家)(?:全年|年度|合计|累计|总共|共|日常运营|运营)"
)


def _are_there_already(reading: Reading, quantity: Quantity) -> bool:
    """Say whether rooms or places are counted that are leant on, or that do something together."""
    if quantity.unit not in _ROOMS or quantity.kind != "count" or quantity.comparator:
        return False
    before = reading.folded[max(0, quantity.start - _REACH) : quantity.start]
    return bool(_RELIED_ON.search(before) or _DO_TOGETHER.match(reading.folded, quantity.end))


def _counts_places(reading: Reading, quantity: Quantity) -> bool:
    """Say whether places are counted that something is done for."""
    if quantity.kind != "count" or quantity.comparator or quantity.unit not in ("个", "所", "家", "处"):
        return False
    before = reading.folded[max(0, quantity.start - 6) : quantity.start]
    inside = re.match(r"(?:对|在|为|向|协助)", reading.folded[quantity.start : quantity.end])
    return bool((inside or _FOR_PLACES.search(before)) and _PLACES.match(reading.folded, quantity.end))


# Once at each of several places that were just counted: 入校宣讲2所学校各1次.
_AT_EACH_PLACE = re.compile(r"\d\s?[所家个处](?:学校|[乡镇村]|社区|站点?|街道|单位)各\s*$")
_OF_PROGRESS = re.compile(r"[\s\d.、()]*(?:时间|工作|项目)?进度(?:要求|安排)?\s*:")  # 进度要求：一季度完成30%
# How much of the work those who go round look at: 开展1轮督导，覆盖面不低于50%.
_ROUNDS = re.compile(
    r"(?:督[导查]|巡查|检查|暗访|调研)[^，。；]{0,8}[，,(]?(?:每[次轮])?(?:抽查|检查|督查)?(?:覆盖)?(?:面|率|比例)(?:均|须|应)?\s*$"
)
# How those there are made up, 由祖父母照料的占比达九成, and how many go together, 两人一组.
_MADE_UP = re.compile(r"(?:照料|抚养|外出|家庭|儿童|学生|困扰|问题|困难)的占比?(?:已)?(?:达到?|为|约)?\s*$")
_IN_PAIRS = re.compile(r"[\d一二两三四五][人名]\s*(?:为)?$")
_INTERIM = re.compile(r"任[一何]|当[期月季]|连续|阶段")  # what one part of the work may fall to
_EXPERTS = re.compile(r"以?上?的?(?:外部|相关|行业)?(?:专家|评委|评审|人员组成的验收)")
# How many must bid, and how many of the staff may be called the best: 优秀率控制在30%以内.
_BIDDERS = re.compile(r"(?:供应商|投标人|竞标人|响应人|报价人)(?:数量)?(?:须|应|需|要)?\s*$")
_BEST = re.compile(
    r"优秀(?:等[次级])?(?:人员|的)?(?:率|比例|名额|占比)?(?:原则上)?(?:控制在|限[定制]?[在为])?\s*\(?(?:比例)?\s*$"
)
_HEADS = frozenset({"人", "名", "位"})
# How many go on a visit together, of a team counted elsewhere: 须有两名工作人员同行.
_TOGETHER = re.compile(
    r"(?:以上)?(?:的)?(?:专[职业])?[\u4e00-\u9fff]{0,8}(?:一[组队]|同行|共同|一同|一起|结伴|陪同|同时在?场|在场|结对上门)"
)
_OF_SUCH_SIZE = re.compile(r"(?:以上)?的[^，。；]{0,4}(?:评估|工作|专家|验收|检查)[小团]?[组队]")


def go_together(reading: Reading, quantity: Quantity) -> bool:
    """Say whether persons are counted who do one thing together, not those there are in all."""
    if quantity.unit not in _HEADS:
        return False
    always_the_same = re.search(
        r"由(?:相对)?固定的?\s*$", reading.folded[max(0, quantity.start - 8) : quantity.start]
    )
    return bool(always_the_same or _TOGETHER.match(reading.folded, quantity.end))


_VISITED = re.compile(r"走访|探访|家访|入户|上门|见面|面谈|面访|探视|随访|电访|电话")


def _is_of_a_level(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a number says how often the children of one level are visited: 红色:十日内至少入户一次."""
    if quantity.unit != "次" and quantity.kind != "interval":
        return False
    start, end = part_of(reading, sentence, quantity.start)
    if reading.mentions_in(Cell(start, quantity.start), "level"):
        return bool(_VISITED.search(reading.folded, start, end) or "联系" in reading.folded[start:end])
    if reading.folded.startswith("其中", start) and reading.mentions_in(Cell(sentence.start, start), "level"):
        return True  # 橙色:每月两次，其中入户一次
    label = reading.folded[sentence.start : quantity.start].partition(":")
    if not label[1] or not reading.mentions_in(Cell(sentence.start, sentence.start + len(label[0])), "level"):
        return False
    return bool(_VISITED.search(reading.folded, sentence.start, quantity.end))


_SAMPLE_OF = re.compile(r"(?:抽样|随机)(?:调查|问卷|走访|回访)?(?:的)?[\u4e00-\u9fff]{0,6}满意[度率]")


def _is_of_satisfaction(reading: Reading, start: int, quantity: Quantity) -> bool:
    """Say whether a share is of those content, however few are asked: 随机走访15户，满意度不低于90%."""
    own = reading.folded[start : quantity.start]
    sampled = _SAMPLED.search(own)
    return bool(_SATISFIED.search(own)) and (sampled is None or bool(_SAMPLE_OF.search(own)))


# What proves that work was done: 每次3张照片、1份记录.
_PROOF = re.compile(r"(?:现场|活动|服务)?(?:照片|影像|签到|记录|合影|水印)")


def is_proof(reading: Reading, quantity: Quantity) -> bool:
    """Say whether papers are counted that prove what was done."""
    return quantity.comparator is None and bool(_PROOF.match(reading.folded, quantity.end))


_GOODS_UNITS = frozenset({"件", "套", "个", "只", "台", "双", "把", "张", "床", "箱", "盒", "批", "顶", "袋"})
_GOODS = (
    r"(?:衣|衫|棉服|校服|包|玩具|文具|图书|用品|电脑|桌|椅|书柜|被|帽|鞋"
    r"|牛奶|礼盒|物品|设备|器材|材料|沙盘|沙具|档案柜|储物柜|投影仪?|空调|打印机|音响|展板|标牌|门牌)"
)
_BEHIND_GOODS, _BEFORE_GOODS = (
    re.compile(rf"{_GOODS}[共计]?\s*$"),
    re.compile(rf"(?:的)?[\u4e00-\u9fff“”]{{0,4}}?{_GOODS}(?![\u4e00-\u9fff])"),
)


def _is_of_goods(reading: Reading, quantity: Quantity) -> bool:
    """Say whether things are counted that are bought or given, rather than what is done: 书包450个."""
    if is_proof(reading, quantity):
        return True
    if quantity.comparator or quantity.unit not in _GOODS_UNITS:
        return False
    before = reading.folded[max(0, quantity.start - 10) : quantity.start]
    return bool(_BEHIND_GOODS.search(before) or _BEFORE_GOODS.match(reading.folded, quantity.end))


_ITS_PARTS = re.compile(
    r"(?:风险|主要|关键|基本|工作|服务)?(?:步骤|环节|阶段|方面|维度|板块|等级|层级|层面|部分|要素|流程|主题(?![\u4e00-\u9fff“]))"
)


def counts_its_parts(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a number counts the steps or sides of the work, not the work: 分四个步骤开展."""
    return quantity.comparator is None and bool(_ITS_PARTS.match(reading.folded, quantity.end))


def is_breach(words: str) -> bool:
    """Say whether words tell of people leaving or of faults: 年度更换不超过2人."""
    return bool(_BREACH.search(words))


def field_of(folded: str, start: int, end: int, quantity: Quantity) -> str:
    """Return the words around a number, up to the strokes that part the fields of a line."""
    first = max(folded.rfind("\n", 0, start) + 1, start - _FAR)
    last = folded.find("\n", end, end + _FAR)
    line = folded[first : end + _FAR if last == -1 else last]
    if line.count("/") < _FIELDS:
        return folded[start:end]
    left = folded[start : quantity.start].rpartition("/")[2]
    return left + folded[quantity.start : quantity.end] + folded[quantity.end : end].partition("/")[0]


_FIELDS, _FAR = 3, 200


def is_by_others(words: str) -> bool:
    """Say whether the words before a number name the authorities, not the provider, as those who act."""
    return bool(_DUTY_OF_OTHERS.match(words.lstrip(" ·-*")))


_AT_LATEST = re.compile(r"(?:最迟|最晚|限时)[\u4e00-\u9fff]{0,4}$")


def _is_time_limit(reading: Reading, quantity: Quantity) -> bool:
    before = reading.folded[max(0, quantity.start - 8) : quantity.start]
    if quantity.kind in ("measure", "duration") and _AT_LATEST.search(before):
        return True
    return quantity.kind in ("measure", "duration") and reading.folded[quantity.end - 1] == "内"


def _is_restated(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a number only spells out, in brackets, the one before: 全年14场(每村1场)."""
    before = reading.folded[max(0, quantity.start - 10) : quantity.start]
    if _describes_what_follows(reading, quantity):
        return True
    return quantity.comparator is None and (
        reading.folded[quantity.start] == "("
        or (bool(re.search(r"\((?:平均|均为)?每[^()]{0,6}$", before)) and not _is_of_parts(reading, quantity))
        or _shares_out(reading, quantity)
    )


def _is_of_parts(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a bracket tells of how many parts each has that was counted: 小组2个(每组4节)."""
    opened = _opened(reading, quantity)
    before = reading.quantities_in(Cell(max(0, opened - 8), opened)) if opened > 0 else []
    return quantity.unit in _PARTS_OF_ONE and bool(before) and before[-1].unit != quantity.unit


_PARTS_OF_ONE = frozenset({"节", "节次", "讲", "课时", "学时"})


def _describes_what_follows(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a number alone in brackets tells how large the things are that are counted behind it.

    大型活动(100人以上)2场 promises two; how many come is what 大型 means.
    """
    alone = reading.folded[quantity.start - 1 : quantity.start] == "(" and not quantity.per
    if not alone or reading.folded[quantity.end : quantity.end + 1] != ")":
        return False
    following = reading.quantities_in(Cell(quantity.end + 1, quantity.end + 2))
    return bool(following) and following[0].kind == "count"


def _opened(reading: Reading, quantity: Quantity) -> int:
    """Return where the bracket opens that a number stands in; -1 where it stands in none."""
    line = reading.folded.rfind("\n", 0, quantity.start) + 1
    opened = reading.folded.rfind("(", line, quantity.start)
    return -1 if ")" in reading.folded[opened : quantity.start] else opened


def _shares_out(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a number in brackets shares out the one before them: 报告2篇(甲、乙各1篇)."""
    opened = _opened(reading, quantity)
    if opened < 0 or not re.search(r"各\s*$", reading.folded[opened : quantity.start]):
        return False
    before = reading.quantities_in(Cell(max(0, opened - 8), opened))
    return bool(before) and before[-1].unit == quantity.unit
