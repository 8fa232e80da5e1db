"""The post a number of persons belongs to: the role beside it, in its row, or named before."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from humiao.plans.reader.facts.phrases import beside
from humiao.plans.reader.reading import Cell as Span
from humiao.plans.reader.reading import Mention, Quantity, Reading, Sentence

_NOT_STAFF = frozenset({"volunteer", "child-director", "supervisor-official"})
_CERTIFIED = re.compile(
    r"(?:持有?|具有|具备|取得)[^，。；]{0,24}(?:证书?|资格|职称|学历)[^，。；]{0,6}的?[^，。；]{0,6}$"
)
_TO_BE_CERTIFIED = re.compile(
    r"^[须应需]?(?P<held>持证)(?![\u4e00-\u9fff])|^[须应]?(?:持有?|具有|具备|取得|要?有|能够?(?:熟练)?(?:使用|掌握)|会说)(?P<what>[^，,。；;()]{2,24}?(?:证书?|资格|资质|职称|学历|背景|语|方言))"
)
_SERVED = re.compile(
    r"(?:访谈|表彰|慰问|抽取|回访|培训|督导(?!人)|服务(?!机构|方|组|团队|人员|单位|期|站|点)|覆盖|走访|探访|受益|参训|考核)[^，。；]{0,10}$"
)
_DO = re.compile(
    r"开展|完成|提供|组织|举办|走访|探访|家访|跟进|联系|撰写|接待|个案|小组|活动|负责|服务(?!人)"
)
_SUPPLIED_WITH = re.compile(r"(?:配备|配置|配|派驻|派出|派|安排|选派|聘请|聘用|设置|设立|设|招聘|落实)$")
_POST = re.compile(
    r"(?P<post>[\u4e00-\u9fff“”\"]{1,10}?(?:[^人学队成营党团会社委议]员|师|专干|干事|社工|助理|妈妈)[”\"]?)"
)
_RECRUITED = re.compile(r"发展|新增|培育|培训|链接|招收|动员|储备")
_TITLE = re.compile(
    r"(?P<title>(?:专责|负责)[\u4e00-\u9fff]{2,8}的|持证|(?:其中|[、，,(]|^)(?:中级|高级|初级|助理级?)|(?:其中|[、，,]|^)[专兼全]职)(?:每[\u4e00-\u9fff]{1,6})?$"
    r"|(?P<post>[\u4e00-\u9fff]{1,6}(?:[^人学队成营党团会社委议]员|督学|专干|干事|[^愿或记学患]者)"
    r"|[\u4e00-\u9fff]{0,6}(?:[评服]?[估务]组|工作组|项目组|专家组|组长|组员|队长|主任|妈妈|经理|秘书)"
    r"|[\u4e00-\u9fff]{2,10}专业(?:背景|毕业)?(?:的?人员)?|[\u4e00-\u9fff]{0,10}(?:证书|学历|职称|资格)(?:的?人员|的)?"
    r"|(?:大专|专科|本科|研究生|硕士)[\u4e00-\u9fff]{0,4}以上|(?<=“)[\u4e00-\u9fff]{1,6}(?:老师|姐姐|妈妈|员)(?=”))”?"
    r"(?:每[\u4e00-\u9fff]{1,6})?$"
)
_FILLED = re.compile(
    r"(?:且|并|总数|总计|合计|共计?|人数|仍?为|调整[为至到]|增加?[为至到]|减少?[为至到]|均?不|各)*"
)
_LOT = re.compile(r"(?:第?[\d一二三四五六七八九十A-F]{0,2}(?:包|标项|标段|标|分包))")
_PERSONS = frozenset({"人", "名", "位"})
_EACH_PLACE = re.compile(
    r"(?:其中)?每(?:个|所)?[\u4e00-\u9fff]{0,6}(?:站|点|镇街|街镇|镇|乡|街道|村|社区|校|之家|中心|片区|片)(?:\((?:街道|社区|居)\))?"
)
_OF_THOSE = re.compile(rf"{_EACH_PLACE.pattern}|其中[\u4e00-\u9fff]{{4,24}}的")
_NEAR = 8


@dataclass(frozen=True)
class Post:
    """Where the words of a role stand; `carried` where they were said before, of another number."""

    start: int
    end: int
    carried: bool = False


def post_of(
    reading: Reading, sentence: Sentence, quantity: Quantity, last: Post | None, *, staff: bool
) -> Post | None:
    """Return the role of a number of persons; `staff`: the heading is about people."""
    near = beside(reading, sentence, quantity)
    inside = _roles(reading, Post(quantity.start, quantity.end))
    left = Post(inside[0].start, inside[-1].end) if inside else Post(*near.left)  # 至少派驻社工2名
    if NEWLY_CERTIFIED.search(reading.folded, left.start, left.end):
        return None
    made_up = _MADE_UP_OF.search(reading.folded, left.start, left.end)
    made_of = _right_of(reading, near.right, quantity, staff=staff) if made_up else None
    if made_of:
        return made_of
    alone = not reading.folded[left.start : left.end].strip()
    above = _line_above(reading, quantity) if alone and staff else None
    if above:
        return above
    left = _label_before(reading, sentence, left) if alone else left
    whole = [m.key for m in _roles(reading, left)][-1:] == ["team"]
    full_time = _FULL_TIME.match(reading.folded, *near.right) if whole and quantity.unit else None
    if full_time:
        return Post(*full_time.span())
    if whole and quantity.unit and _TO_BE_CERTIFIED.match(reading.folded[slice(*near.right)]):
        return _right_of(reading, near.right, quantity, staff=staff)
    if _LEADS_ON.search(reading.folded, left.start, left.end):
        return _right_of(reading, near.right, quantity, staff=staff)  # 有关负责人以及120余名师生
    if _is_role(reading, left, staff=staff) or _has_title(reading, left, staff=staff):
        return left
    return (
        _right_of(reading, near.right, quantity, staff=staff)
        or (_row_role(reading, sentence) if sentence.table is not None else None)
        or _carried(reading, sentence, left, quantity, last)
    )


# Who is to pass an examination is a result, not who does the work: 年内新增持证人员6名.
NEWLY_CERTIFIED = re.compile(r"(?:新增|增加)(?:的)?持证(?:人员|人数|儿童主任)|考取|考证|获证")
# Those a team is made of: 团队至少有3名全职人员.
_FULL_TIME = re.compile(r"[专全兼]职(?:工作)?(?:人员|员工|社工)")
# The number behind these counts what follows it, not who stands before them.
_LEADS_ON = re.compile(r"(?:以及|[及和与])\s*$")
_MADE_UP_OF = re.compile(r"(?:由|包括|包含|其中|含有?)\s*$")
_BEFORE_COLON = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,12})\s*:\s*$")


def _label_before(reading: Reading, sentence: Sentence, left: Post) -> Post:
    """Return the label a number stands right behind: 专业督导:1名."""
    found = _BEFORE_COLON.search(reading.folded, sentence.start, left.end)
    return Post(*found.span("label")) if found else left


def _line_above(reading: Reading, quantity: Quantity) -> Post | None:
    """Return the short line above a number that begins its own: a table of posts written a cell a line."""
    first = reading.folded.rfind("\n", 0, quantity.start) + 1
    if first < _SHORTEST or reading.folded[first : quantity.start].strip() or quantity.comparator:
        return None
    above = Post(reading.folded.rfind("\n", 0, first - 1) + 1, first - 1)
    words = reading.folded[above.start : above.end].strip()
    named = bool(_POST_NAME.fullmatch(words)) and not _NO_POST.search(words)
    return (
        above
        if named and not reading.mentions_in(Span(above.start, above.end), "service", "category")
        else None
    )


_POST_NAME = re.compile(r"[\u4e00-\u9fff()]{2,20}")
_NO_POST = re.compile(r"(?:[站室点]|品牌|平台|基地)$|合计|人数|小计|总数|数量")
_SHORTEST = 2


def _is_role(reading: Reading, left: Post, *, staff: bool) -> bool:
    words = reading.folded[left.start : left.end]
    roles = _roles(reading, left, volunteers=staff and not _RECRUITED.search(words))
    if _CERTIFIED.search(words):
        return True
    if not roles or left.end - roles[-1].end > _NEAR:
        return False
    first = len(roles) - 1
    while first and roles[first - 1].end == roles[first].start:
        first -= 1  # 督导团队 is one name
    before, after = words[: roles[first].start - left.start], words[roles[-1].end - left.start :]
    return not _SERVED.search(before or "-") and not _DO.search(after)


def _has_title(reading: Reading, left: Post, *, staff: bool) -> bool:
    """Say whether words name a post by how it ends, as 调解员 does, where people are spoken of."""
    words = reading.folded[left.start : left.end].rstrip(" :")
    if staff and _ALL_PEOPLE.search(words):
        return True
    found = _TITLE.search(words) if staff else None
    if found is None or [m.key for m in _officials(reading, left)]:
        return False
    return bool(found["title"]) or not _SERVED.search(words)


# All the people of the project together, under a heading about them: 拟投入本项目的人员不少于10人.
_ALL_PEOPLE = re.compile(
    r"(?:投入|配备|安排|派驻)[^，。；]{0,8}(?<!服务)(?:的)?人员(?:总数|总人数|数量)?$|(?:项目|团队|专[职业]|服务|工作)人员(?:总数|总人数|数量)?$"
)


def _officials(reading: Reading, where: Post) -> list[Mention]:
    found = reading.mentions_in(Span(where.start, where.end), "role")
    return [m for m in found if m.key in ("child-director", "supervisor-official")]


def _right_of(reading: Reading, right: tuple[int, int], quantity: Quantity, *, staff: bool) -> Post | None:
    words = reading.folded[slice(*right)]
    certified = _TO_BE_CERTIFIED.match(words)
    if certified and quantity.unit:
        first, last = certified.span("held" if certified["held"] else "what")
        return Post(right[0] + first, right[0] + last)
    if words.startswith(("(", "和", "及", "与", "志愿者", "义工")):
        return None  # 教师2名和社工1名: the next post is counted behind it
    after = _roles(reading, Post(*right), volunteers=staff)
    number = re.sub(r"\d*[名位人]?$", "", reading.folded[max(0, quantity.start - 4) : quantity.end])
    supplied = _SUPPLIED_WITH.search(number)
    post = (
        _POST.match(words)
        if (supplied or (staff and not words.startswith("的"))) and quantity.unit in ("名", "位", "人")
        else None
    )
    if post and not after:
        return Post(right[0], right[0] + post.end())
    at_once = quantity.unit == "个" and after and after[0].start == right[0] and quantity.comparator
    ends = after[0].end if after else right[0]
    able = _ABLE.match(reading.folded, ends, right[1]) if after else None
    ends = able.end() if able else ends
    close = after and after[0].start - right[0] <= _CLOSE and (at_once or quantity.unit not in ("", "个"))
    return Post(right[0], ends) if close else None


_CLOSE = 6
# What those counted must be able to do: 至少1名工作人员熟练掌握蒙古语.
_ABLE = re.compile(r"(?:须|应|需)?(?:能够?)?(?:熟练|熟悉|精通|掌握|会讲|会说|使用)[\u4e00-\u9fff]{2,10}")


def _carried(
    reading: Reading, sentence: Sentence, left: Post, quantity: Quantity, last: Post | None
) -> Post | None:
    """Return the role said before, where only a lot or 总数 stands beside the number: 02包不少于3人."""
    words = reading.folded[left.start : left.end].strip(" ，,、;；:")
    if last and quantity.comparator and (not words or _LOT.fullmatch(words)):
        return replace(last, carried=True)
    if last and quantity.comparator and quantity.unit in _PERSONS and _OF_THOSE.fullmatch(words):
        named = _roles(reading, last) and not reading.folded[last.start : last.end].endswith("人员")
        of_them = named and _EACH_PLACE.fullmatch(words)
        return replace(last, carried=True) if of_them else left  # 社工6名，每个服务点至少1名: of those
    if quantity.comparator and quantity.unit in _PERSONS and _EACH_PLACE.fullmatch(words):
        named = _roles(reading, Post(sentence.start, left.start))
        if named and not reading.folded[named[-1].end : left.start].strip(" ，,、:"):
            return Post(named[-1].start, named[-1].end, carried=True)  # 派驻社工，每个乡镇不得少于1人
    if not _FILLED.fullmatch(words) or not (words or quantity.comparator):
        return None
    before = _roles(reading, Post(sentence.start, left.start))
    if before and _DO.search(reading.folded, before[-1].end, left.start):
        return None  # 社工开展个别辅导，不少于12人: those who are counselled
    return Post(before[-1].start, before[-1].end, carried=True) if before else None


def _roles(reading: Reading, where: Post, *, volunteers: bool = False) -> list[Mention]:
    found = reading.mentions_in(Span(where.start, where.end), "role")
    left_out = _NOT_STAFF - {"volunteer"} if volunteers else _NOT_STAFF
    return [m for m in found if m.key not in left_out and m.end <= where.end]


def _row_role(reading: Reading, sentence: Sentence) -> Post | None:
    """Return the role that the first words of a table's row name: 专职社工人数 | ≧3人."""
    if sentence.table is None or sentence.row is None or sentence.column is None:
        return None
    table = reading.tables[sentence.table]
    for column, cell in reversed(list(enumerate(table.rows[sentence.row][: sentence.column]))):
        heads = [row[column] for row in table.rows[: table.header_rows] if column < len(row)]
        if column and any(_TELLS.search(reading.folded, c.start, c.end) for c in heads):
            continue  # how it is done, beside what
        words = reading.folded[cell.start : cell.end].strip()
        if words and "withdrawn" not in reading.moods_at(cell.start):
            short = len(words) <= _LONGEST and not re.search(r"[，；。]", words)
            short = short and not _DOES.match(words)  # what is done, not who does it: 招募返乡大学生、教师
            named = short and (_roles(reading, Post(cell.start, cell.end)) or _CERTIFIED.search(words))
            return Post(cell.start, cell.end) if named else None
    return None


_TELLS = re.compile(r"具体|要求|说明|描述|方式|形式|佐证")
_LONGEST = 20
_DOES = re.compile(
    r"(?:运营|打造|创建|建设|招募|组织|发展|动员|培育|培训|邀请|联合|链接|开展|面向|针对|服务|走访|对接|征集)"
)
