"""What families live on and what children wish for; all of it is invented."""

from __future__ import annotations

# Work of grown-ups and of the old, with what it brings a month in yuan.
WORK = {
    "grown": (
        ("箱包厂工人", 4200), ("服装厂缝纫工", 3800), ("超市理货员", 3200), ("工地零工", 3500),
        ("送货员", 4600), ("务农，农闲时打零工", 2200), ("家政服务", 3000), ("餐馆帮厨", 3100),
        ("在家照顾孩子", 0), ("公益性岗位保洁员", 2280),
    ),
    "old": (("务农", 900), ("养老金", 320), ("在家", 0), ("村里保洁员", 1200), ("卖自家蔬菜", 600)),
}  # fmt: skip

# The benefit a category brings by right, and what it pays a month in yuan in each county.
BENEFITS = {
    "ORPHAN_COMMUNITY": "orphan-living",
    "ORPHAN_INSTITUTION": "orphan-living",
    "DE_FACTO": "de-facto-living",
    "SUBSISTENCE": "subsistence",
    "DESTITUTE": "destitute-support",
    "DISABLED_SEVERE": "disabled-care",
}
AMOUNTS = {
    "330482": {
        "orphan-living": 2150, "de-facto-living": 1720, "subsistence": 1130, "destitute-support": 1695,
        "disabled-care": 500,
    },
    "654002": {
        "orphan-living": 1400, "de-facto-living": 1100, "subsistence": 590, "destitute-support": 767,
        "disabled-care": 100,
    },
}  # fmt: skip

# What children wish for, and what came of it.
WISHES = (
    ("想要一个新书包，旧的拉链坏了", "爱心企业送来书包和文具"),
    ("想去看一次海", "暑期夏令营带去海边一天"),
    ("想学画画", "安排参加周末画画小组"),
    ("希望爸爸多打电话回来", "约定每周日晚上视频，已坚持一个月"),
    ("想要一双跑鞋参加运动会", "志愿者送来跑鞋，运动会上跑了第三名"),
    ("想有一张自己的书桌", "链接书桌和台灯一套，已送到家"),
    ("希望有人辅导数学", "大学生志愿者每周辅导一次"),
    ("想学游泳", "参加了街道的公益游泳班"),
    ("想要几本科学方面的书", "送去图书六本，并办了借阅证"),
    ("希望奶奶的腿快点好起来", "陪同看诊，已开始理疗"),
    ("想和城里的小朋友交朋友", "结对一位同龄笔友，已通信两次"),
    ("想当医生", "参观了市人民医院，和护士聊了很久"),
)
