"""People the provider must have: a role beside a number of persons, in words or in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.draft import Staffing
from humiao.plans.reader.facts.beside import is_of_a_pattern
from humiao.plans.reader.facts.bounds import is_in_row
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.phrases import name_in, part_of
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.posts import Post, post_of
from humiao.plans.reader.facts.topics import is_column_of_demands, sections_of_heading, topics
from humiao.plans.reader.facts.vetoes import go_together
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_PERSONS = frozenset({"人", "名", "位", "个", ""})
_OFFICIAL = re.compile(
    r"不得|不能|不可|禁止|分管|联络|牵头|主要负责人|镇长|局长|主任委员|责任人|(?:明确|指定|确定)[^，。；]{0,6}\d*$"
)
_ELSEWHERE = frozenset({"scoring", "payment", "money", "basis", "history", "levels"})
_THEIR_OWN = re.compile(
    r"自有|本单位|(?:中心|站|局|院|县|市|区|镇|乡)(?:现|共)*有(?!关)|现有|现共有|已有|仅有|只有|拥有|在编|在职|目前|从业人员|员工(?:总数|人数)?|(?<![专兼全])职工(?!作)|注册志愿者|其中党员"
)
_LEFT_OR_CHANGED = re.compile(r"流动|更换|变动|流失|增[派配](?!后)|缺岗|空岗|离职|调换|减少|不足$")
_HAVE = re.compile(r"(?<![须应要需配])有(?:注册|专职|持证|全职)")  # the bidder has: 有注册社工11名
_NAMED_BY_OFFICE = re.compile(
    r"(?:民政局|政府|办事处|街道|乡镇|镇街)(?:应当?|须|要)?(?:各)?(?:明确|指定|确定)[^，。；]{0,24}$"
)
_LEFT = re.compile(r"(?:先后|陆续|中途|因[^，。；]{1,8})?(?:离职|辞职|流失|退出)")  # 3名社工中途离职
_SUPPLIED = re.compile(
    r"^.*(?:配备|配置|配(?![套合送偶餐])|安排|派驻|选派|派出|指派|派|聘请|聘用|聘任|聘|设立|设置|设|不少于|不得少于|至少|应有|须有|其中|(?:拟投入|投入|拟派)(?!人员)|每站|每个?[\u4e00-\u9fff]{0,6}(?:站点?|之家))(?=..)"
)
_PER = re.compile(
    r"每(?:个|所)?(?P<per>[\u4e00-\u9fff]{0,8}?(?:站|点|之家|中心|片区|片)|\d*个?(?:乡镇|镇|街道|村|社区)|标项|包)"
)
_SUMMED = re.compile(r"\((?:合计|共计|总计|共)\s*$")  # 每站1名社工（共11名）
_BRACKETED = re.compile(r"\([^()]*\)")  # of the post before: 社工7人（每站1人）、行政1人
_EACH = re.compile(r"每(?:个|所)?[\u4e00-\u9fff]{0,6}(?:点|站|镇|街道|村|社区|班|校)$")

_OF_WHAT = re.compile(r"^(?!.*(?:证|资格|职称|学历)).*的(?=[^的]+$)")
_UNPAIRED = re.compile(r"[(（][^()（）]*$")


def read_staffing(reading: Reading, claims: Claims) -> list[Staffing]:
    """Return the demands on the provider's people, each with its own words."""
    return [found for sentence in reading.sentences for found in _in(reading, claims, sentence)]


def _in(reading: Reading, claims: Claims, sentence: Sentence) -> Iterator[Staffing]:
    around = topics(reading, sentence.start)
    if (
        around
        and around[0] in _ELSEWHERE
        and not _tells_of_both(reading, sentence)
        and not (sentence.table is not None and is_column_of_demands(reading, sentence.start))
    ):
        return
    label = reading.folded[sentence.start : sentence.end].partition(":")[0]
    staff = "staffing" in around or headed_by_people(reading, sentence) or is_about_people(label)
    last: Post | None = None
    reached = refused = sentence.start
    for quantity in claims.free(sentence):
        if not _counts_people(quantity) or reading.mood_at(quantity.start):
            continue
        if quantity.kind == "bare" and _is_other_column(reading, sentence):
            continue
        goes_on = last is not None and _NEXT_POST.fullmatch(reading.folded, reached, quantity.start)
        post = post_of(reading, sentence, quantity, last, staff=staff or bool(goes_on))
        if post is None or not _is_demanded(reading, sentence, quantity, post):
            refused = quantity.end
            continue
        if post.carried and _ALL_OF_THEM.search(reading.folded, sentence.start, quantity.start):
            claims.take(quantity)
            continue  # 项目经理1人、社工12人，合计13人
        if post.carried and _IN_ALL.fullmatch(reading.folded, refused, quantity.start):
            continue  # 每村儿童主任1名，共17名: of those
        if quantity.kind == "count" or sentence.table is not None or staff:
            claims.take(quantity)
            last, reached = post, quantity.end
            yield from _with_each(reading, sentence, quantity, post)


def _tells_of_both(reading: Reading, sentence: Sentence) -> bool:
    """Say whether one heading names the people beside the money: 谁来做、钱从哪来."""
    clause = reading.clause_at(sentence.start)
    heading = reading.folded[clause.start : max(clause.heading_end, clause.start)] if clause else ""
    sections = sections_of_heading(heading[:40])
    return "staffing" in sections and "scoring" not in sections


_NEXT_POST = re.compile(r"[、和及与]+[\u4e00-\u9fff“”\"]{0,10}(?:不少于|至少)?")
_ALL_OF_THEM = re.compile(r"[，,]\s*(?:合计|共计|总计)\s*$")
_IN_ALL = re.compile(r"[，,]?\s*(?:全[镇乡县区市])?(?:共计|合计|共)\s*")
_NO_HEADS = re.compile(
    r"现有|儿童|对象|分值|权重|得分|分数|评分|满分|价|金额|预算|经费|万元|比例|序号|编号|年限|学历|电话"
)


_OTHER_UNIT = re.compile(r"\s*(?:[场次节期例篇份组户课讲堂天时个]|人次|户次|场次|小时|学时)\s*")


def _is_other_column(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a number alone in a cell is of points or money by its header, or stands before its unit."""
    if sentence.table is None or sentence.column is None:
        return False
    table = reading.tables[sentence.table]
    beside = table.rows[sentence.row or 0][sentence.column + 1 : sentence.column + 2]
    if any(_OTHER_UNIT.fullmatch(reading.folded, cell.start, cell.end) for cell in beside):
        return True
    above = [row[sentence.column] for row in table.rows[: table.header_rows] if sentence.column < len(row)]
    return any(_NO_HEADS.search(reading.folded, cell.start, cell.end) for cell in above)


_EACH_OF = re.compile(r"(?P<names>[\u4e00-\u9fff]{2,10}(?:[、和及][\u4e00-\u9fff]{2,10}){1,3})各\s*$")


def _with_each(reading: Reading, sentence: Sentence, quantity: Quantity, post: Post) -> Iterator[Staffing]:
    """Give a demand, and one for each post named with it: 项目主管、督导各1名."""
    start, _ = part_of(reading, sentence, quantity.start)
    found = _EACH_OF.search(reading.folded, start, quantity.start)
    names = list(re.finditer(r"[^、和及]+", found["names"])) if found else []
    for name in names[:-1]:
        first = found.start("names") if found else 0
        earlier = Post(first + name.start(), first + name.end())
        yield _staffing(reading, sentence, quantity, earlier)
    yield _staffing(reading, sentence, quantity, post)


def _counts_people(quantity: Quantity) -> bool:
    if quantity.kind not in ("count", "bare") or quantity.unit not in _PERSONS:
        return False
    whole = quantity.value is None or quantity.value == int(quantity.value)
    return whole and quantity.comparator not in (">", "<") and (quantity.value or 0) < _MANY


_MANY = 1000
_HEADED = re.compile(r"(?:人|人手|人员|团队|队伍|力量)(?:要求|配置|配备|安排|情况|构成|组成|标准|保障)?$")


def headed_by_people(reading: Reading, sentence: Sentence) -> bool:
    """Say whether the nearest heading, a short one, is about people: 人手, 丁表 人员."""
    clause = reading.clause_at(sentence.start)
    headings = [_line_before(reading.folded, sentence.start)]
    if clause is not None:
        headings.append(
            reading.folded[clause.number_end or clause.start : max(clause.heading_end, clause.start)]
        )
    return any(is_about_people(heading) for heading in headings)


def _line_before(folded: str, offset: int) -> str:
    line = folded.rfind("\n", 0, offset) + 1
    return folded[folded.rfind("\n", 0, max(line - 1, 0)) + 1 : max(line - 1, 0)]


def is_about_people(heading: str) -> bool:
    """Say whether a short heading or label is about the people who do the work."""
    words = heading.strip(" ◎●■★▲:.、\t\n")
    return len(words) <= _SHORT and bool(_HEADED.search(words)) and not _SERVED_PEOPLE.search(words)


_SHORT = 8
_SERVED_PEOPLE = re.compile(r"服务人(?!员)|受益人|联系人|负责人|采购人|代理人|投标人|监护人|老人|适用人|法人")


# Who cares for each child is a share of work, not the number of the provider's people.
_FOR_EACH_CHILD = re.compile(
    r"每(?:一|\d+)?(?:名|位|个)?[\u4e00-\u9fffⅠ-Ⅻ]{0,6}(?:儿童(?!之家|主任|福利|中心|督导|站|服务|友好)|孩子|学生|未成年人|对象)[^，。；]{0,12}$"
)
# How many for one outing or in one case, not in all: 单次活动超过30人的，配备不少于4名工作人员.
_IN_A_CASE = re.compile(
    r"(?:超过|达到|多于|不足|单次|每次|每场|每批)[^。；]{0,16}(?:的|(?<!小)时)[，,]$|(?:单次|每次|每场)(?:外出)?活动[^。；]{0,12}[，,]$"
)


def _is_demanded(reading: Reading, sentence: Sentence, quantity: Quantity, post: Post) -> bool:
    """Say whether people are asked for: not those the applicant has, nor officials, nor those who left."""
    role = reading.folded[post.start : post.end]
    start, _ = part_of(reading, sentence, quantity.start)
    before = reading.folded[min(start, post.start) : quantity.start]
    if before.lstrip().startswith("其中"):
        before = reading.folded[sentence.start : quantity.start]  # 现有社工12名，其中中级4名
    if _FOR_EACH_CHILD.search(reading.folded, min(start, post.start), quantity.start):
        return False
    if _is_of_those_together(reading, sentence, quantity, before):
        return False
    done = quantity.unit == "个" and _DONE_BY.search(before)
    if done or _IN_A_CASE.search(reading.folded[sentence.start : min(start, post.start)]):
        return False
    if is_of_a_pattern(reading, quantity) or go_together(reading, quantity) or quantity.per == "次":
        return False
    have = quantity.comparator is None and _HAVE.search(before)
    if have or _LEFT.match(reading.folded, max(post.end, quantity.end)):
        return False
    if _NAMED_BY_OFFICE.search(reading.folded, sentence.start, quantity.start):
        return False
    found = "志愿" in role and _RECRUITED.search(before)  # a figure of the work: 招募志愿者不少于200名
    found = found or _RAISED.match(before)
    if found or _OFFICIAL.search(role) or _THEIR_OWN.search(before) or _LEFT_OR_CHANGED.search(before):
        return False
    return sentence.table is None or not _THEIR_OWN.search(_row_label(reading, sentence))


# Of those told before: 项目负责人由上述8名社工中的1名兼任.
_OF_THE_ABOVE = re.compile(r"(?:上述|前述)\s*$|(?:社工|人员)中的\s*$")
_RECRUITED = re.compile(r"招募|发展|培育|动员|吸纳")
# Who is raised in the county by the work: 培育本地社工不少于6名.
_RAISED = re.compile(r"\s*(?:培育|孵化|培养)(?:本[地土县]|[乡村镇]|当地)")
_DONE_BY = re.compile(r"提供|开展|组织|跟进")  # what they do is counted: 由持证社工提供个案服务不少于15个


def _is_of_those_together(reading: Reading, sentence: Sentence, quantity: Quantity, before: str) -> bool:
    """Say whether a number is of those who do one thing together: 由2名评估员共同完成，其中1名须持证."""
    if _OF_THE_ABOVE.search(before):
        return True
    if "其中" not in before:
        return False
    earlier = [q for q in reading.quantities_in(sentence) if q.end <= quantity.start and q.unit in _PERSONS]
    return any(go_together(reading, q) for q in earlier)


def _row_label(reading: Reading, sentence: Sentence) -> str:
    if sentence.table is None or sentence.row is None:
        return ""
    first = reading.tables[sentence.table].rows[sentence.row][0]
    return reading.folded[first.start : first.end]


def _staffing(reading: Reading, sentence: Sentence, quantity: Quantity, role: Post) -> Staffing:
    name = _role_name(reading, (role.start, role.end))
    part = part_of(reading, sentence, quantity.start)
    per = _PER.search(_BRACKETED.sub("", reading.folded[part[0] : quantity.start]))
    per = None if _SUMMED.search(reading.folded, part[0], quantity.start) else per
    start, end = min(role.start, quantity.start), max(role.end, quantity.end)
    if sentence.table is not None or role.carried:
        start, end = quantity.start, quantity.end
    value = None if quantity.masked or quantity.value is None else int(quantity.value)
    return Staffing(
        role=name,
        comparator=quantity.comparator or (">=" if _is_least(reading, sentence, quantity) else None),
        value=value,
        unit=quantity.unit or "人",
        per=(per["per"] if per else None) or quantity.per,
        **span_of(reading, start, end),
    )


# At the least, told before the post: 团队至少配备心理咨询师3名.
_AT_LEAST = re.compile(r"(?:至少|不少于|不低于)[^，,。；;、\d]{2,20}$")


def _is_least(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    told = _AT_LEAST.search(reading.folded, sentence.start, quantity.start)
    return bool(told) or is_in_row(reading, sentence, quantity)


_ROLE_BEHIND = re.compile(r"(?:的?(?:人数|配[置备]|数量)(?:总数)?应?|的|仍为?|[应需须]配[备置]?)$")
_ROLE_BEFORE = re.compile(
    r"^.*(?:更正|修改|调整|变更|改)[为成][“\"]?(?=..)"
    r"|^[及和与、齐后](?=..)|^[\u4e00-\u9fff]{0,8}(?:团队|队伍)(?:成员)?中的?(?=..)"
)


def _role_name(reading: Reading, span: tuple[int, int]) -> str:
    """Name a post by the words of a span, without what asks for it."""
    named = name_in(reading, span) or reading.source.text[slice(*span)].strip(" ★▲*")
    name = _SUPPLIED.sub("", _ROLE_BEHIND.sub("", _EACH.sub("", named)))
    name = _UNPAIRED.sub("", _OF_WHAT.sub("", name) or name)
    return _ROLE_BEFORE.sub("", name) or named
