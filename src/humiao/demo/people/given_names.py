"""Hold given names of the peoples of 伊宁 who name a child after its own name and its father's."""

from __future__ import annotations

from random import Random

_UYGHUR_BOYS = (
    "阿卜杜热西提 阿卜杜热合曼 阿卜杜外力 阿卜杜克热木江 阿卜杜拉 阿不力孜 艾尔肯 艾合买提 艾力 "
    "艾山江 艾则孜 安外尔 巴图尔 白克力 迪力夏提 地力木拉提 多力坤 尔肯江 哈力克 海拉提 吉力力 "
    "居马洪 卡哈尔 凯赛尔 克里木 库尔班江 肉孜 玛合木提 麦麦提 麦合木提江 买买提 买买提明 "
    "买买提吐尔逊 买买提依明 米吉提 木合塔尔 木拉提 穆萨 穆罕默德艾力 努尔买买提 努尔艾力 "
    "帕尔哈提 热合曼 热西提 萨迪克 赛买提 沙依提江 苏来曼 塔依尔 铁木尔 吐尔逊 吐尔逊江 吐尔洪 "
    "托合提 瓦力斯 吾买尔 吾斯曼 西尔艾力 夏木西丁 亚森 亚库甫 伊力哈木 伊力亚斯 依明江 依布拉音 "
    "玉素甫 玉山江 约麦尔 则克力 祖农 都来提 茹孜买买提 阿里木江 伊卜拉伊木江"
)
_UYGHUR_GIRLS = (
    "阿依古丽 阿依努尔 阿依夏木 阿依夏木古丽 阿孜古丽 阿米娜 阿瓦古丽 艾丽菲热 布威麦尔耶姆 "
    "布阿依谢姆古丽 布海丽其 迪丽努尔 迪丽拜尔 迪拉热 古丽巴哈尔 古丽加娜提 古丽米热 古丽努尔 "
    "古丽仙 古丽扎尔 海丽倩姆 哈丽旦 吉恩斯古丽 卡米拉 凯迪日耶 克比努尔 玛依拉 玛丽亚木 麦迪娜 "
    "麦尔哈巴 米热古丽 米娜瓦尔 木巴热克 木尼热 娜迪热 娜孜古丽 努尔古丽 努尔比耶 努尔斯曼姑丽 "
    "帕提古丽 帕孜来提 热孜宛古丽 热依汗古丽 热娜 日孜宛 萨阿代提 赛比热 赛丽曼 沙拉买提 塔吉古丽 "
    "图尔荪阿依 吾丽班 夏依达 祖丽胡马尔 祖丽皮亚 祖热 伊力米努尔 再努尔 孜乃提古丽 曼孜热"
)
_KAZAKH_BOYS = (
    "阿依别克 阿依波力 阿扎马提 巴合提 巴合提江 别克波力 波拉提 达吾列提 叶尔兰 叶尔肯 叶尔江 "
    "叶斯木江 哈力木拉提 哈那提 海拉提 加尔恒 加娜提别克 江布尔 居马别克 卡德尔别克 马合沙提 "
    "马尔胡兰 木拉提别克 努尔兰 努尔波力 努尔沙吾列 努尔太 沙吾列提 赛力克 赛力克江 斯尔克坚 "
    "唐努尔 吐尔森别克 吾兰 夏尔合提 阿德力别克 阿尔曼 朱马哈力 加依尔别克"
)
_KAZAKH_GIRLS = (
    "阿依达娜 阿依江 阿依林 阿依努尔 阿勒腾古丽 巴合提古丽 波塔阔孜 达娜 迪娜热 古丽娜尔 古丽江 "
    "加娜尔 加依娜 加孜依拉 卡丽娜 库丽扎提 玛尔江 玛丽帕 娜孜依拉 努尔扎提 努尔依拉 帕丽达 "
    "热依拉 萨吾列 沙丽哈 赛依拉 叶林 阿克博塔 托合塔古丽 叶尔克古丽 江努尔 加帕尔古丽 合丽曼 "
    "阿热依 米丽娜"
)
_MONGOL_BOYS = (
    "巴特尔 巴图 那木加甫 敖其尔 道尔吉 才仁 布仁巴雅尔 孟和 青格勒 苏和 乌力吉 特木尔 达瓦 巴音 加甫"
)
_MONGOL_GIRLS = (
    "乌兰 其其格 萨仁 娜仁 娜仁花 乌云 托娅 萨仁花 阿拉坦其其格 欧云 布仁 道丽格 其米克 娜仁其其格"
)
_RUSSIAN_BOYS = "亚历山大 阿列克谢 尼古拉 安德烈 伊万 谢尔盖 米哈伊尔 维克多"
_RUSSIAN_GIRLS = "安娜 柳芭 塔季扬娜 娜塔莎 叶莲娜 玛莎 奥莉加 达莉娅"

GIVEN: dict[str, tuple[list[str], list[str]]] = {
    "05": (_UYGHUR_BOYS.split(), _UYGHUR_GIRLS.split()),
    "17": (_KAZAKH_BOYS.split(), _KAZAKH_GIRLS.split()),
    "02": (_MONGOL_BOYS.split(), _MONGOL_GIRLS.split()),
    "44": (_RUSSIAN_BOYS.split(), _RUSSIAN_GIRLS.split()),
}
_LIKE = {"43": "05", "50": "05", "29": "17"}  # Uzbek and Tatar as Uyghur, Kirgiz as Kazakh


def has_fathers_name(ethnicity: str) -> bool:
    """Tell whether this people's names are the own name, a dot and the father's name."""
    return _LIKE.get(ethnicity, ethnicity) in GIVEN


def given_name(rng: Random, ethnicity: str, *, is_male: bool) -> str:
    """Draw an own name."""
    boys, girls = GIVEN[_LIKE.get(ethnicity, ethnicity)]
    return rng.choice(boys if is_male else girls)
