"""Names of invented people and firms, as unevenly spread as real ones: a few surnames and given names are everybody's.

Weights fall with the place in a table. In a million people some hundred bear the commonest name, and about
one in three has a namesake.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate


@dataclass
class Skewed:
    """Draws words with weights that fall with their place: `1 / (place + shift) ** steep`."""

    words: Sequence[str]
    shift: float = 3.0
    steep: float = 0.8
    cumulated: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.cumulated = list(
            accumulate((place + self.shift) ** -self.steep for place in range(len(self.words)))
        )

    def draw(self, chance: random.Random) -> str:
        return chance.choices(self.words, cum_weights=self.cumulated)[0]


SURNAMES = Skewed(
    [
        *"王李张刘陈杨赵孙于黄吴周徐马姜宋高郭林朱胡何梁郑曲罗韩唐冯董许曹邹谢邓丛萧程初蔡彭潘袁田余任叶杜苏魏吕丁沈",
        *"迟姚卢傅钟崔谭陆汪范金石廖贾夏韦方白牟付孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康",
        *"施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷",
        *"盛曾冉蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏",
        *"宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丘虞敖巩明佘池查麻苑迪邝官封谈匡鞠惠荆乐冀郁胥南班储",
        *("欧阳", "上官", "司徒", "司马", "诸葛", "皇甫", "尉迟", "夏侯", "慕容", "东方", "令狐", "宇文", "端木", "公孙"),
    ],
    shift=4.0,
    steep=1.1,
)  # fmt: skip
LONE = {
    "m": Skewed(
        "伟强勇军涛磊杰鹏斌波明超刚辉健峰亮飞俊浩宁凯旭洋龙平毅东林威彬宇坤锋华晨雷志昊峻江海松岩博阳建楠帅",
        steep=1.0,
    ),
    "f": Skewed(
        "丽敏静艳娟霞芳燕娜玲红英梅萍琳雪洁颖莉倩婷琴莹丹慧玉杰欣雯晶蕾璐瑶悦佳楠妍菲蓉虹云秋岚洋宁薇",
        steep=1.0,
    ),
}
FIRST = {
    ("m", 0): Skewed("国建志玉德文永福长成树广忠义海庆春金宝振洪世新学明正兴家凤吉守万连云景发仁传绍"),
    ("m", 1): Skewed("建国志晓海永文俊立洪明金春玉宏少新庆宝振东德世学长立成伟向光小传忠连云万景继"),
    ("m", 2): Skewed("子浩宇俊博志天文晓嘉思泽明家梓一鹏雨睿昊旭世泓承瑞奕铭晨佳振鑫皓凯瀚"),
    ("f", 0): Skewed("秀桂玉淑凤春美月素兰金丽惠彩翠红爱雅云亚菊荣巧慧瑞香清文雪敏"),
    ("f", 1): Skewed("晓丽红海艳春雪玉美小慧淑秀文雅亚月敏静燕佳爱莉立凤彩冬振新桂"),
    ("f", 2): Skewed("雨思子佳欣梓诗梦晓嘉一怡雅静语可心文若晨紫婉艺馨悦钰瑞安琪美"),
}
SECOND = {
    ("m", 0): Skewed("明华国军林平生东祥福成才海民山清德义臣庆发财有贵田春江堂元利忠和武全学良喜龙"),
    ("m", 1): Skewed("军明华东辉伟峰强杰刚波斌平林涛勇亮飞鹏超海江龙民生宇光利良国志全庆洋健新"),
    ("m", 2): Skewed("轩宇然豪涵杰博泽航辰鑫浩文远哲铭阳睿祥晨瑞翔凯毅彬帆诚恒琪源昊洋楠熙"),
    ("f", 0): Skewed("兰英珍华芳荣琴梅云霞香玲芝花凤清秀萍莲珠娥芬贤敏琳红环杰艳菊娟霞"),
    ("f", 1): Skewed("丽红梅玲霞英华艳敏萍娟芳燕静云娜琴杰慧颖莉波雪洁辉晶莹凤君香玉春平"),
    ("f", 2): Skewed("涵怡萱彤欣琪雯妍瑶婷琳悦佳颖雨慧宁菲洁莹静文瑞馨蕾晗璇桐语然茜琦"),
}
STEPPE_FIRST = Skewed(
    "阿迪力 库尔班 木拉提 吐尔逊 阿依古丽 买买提 古丽娜尔 次仁 扎西 其其格 巴特尔 乌兰 艾力 热依汗 卓玛 帕提古丽".split()
)
STEPPE_SECOND = Skewed(
    "吾守尔 尼亚孜 卡德尔 叶尔肯 孟和 额尔敦 玉素甫 艾山 顿珠 央金 牧仁 依明 阿布都拉 达瓦 萨比尔 肉孜".split()
)
DOT = "·"


def given_name(chance: random.Random, gender: str, year: int) -> str:
    """One or two characters that people of this sex (m, f) and year of birth bear."""
    if chance.random() < (0.24 if 1960 <= year < 1992 else 0.09):
        return LONE[gender].draw(chance)
    age = 0 if year < 1963 else 1 if year < 1988 else 2
    return FIRST[gender, age].draw(chance) + SECOND[gender, age].draw(chance)


def full_name(chance: random.Random, gender: str, year: int) -> tuple[str, str]:
    """Surname and given name; for about one in 90 a two-part name, whose parts are joined by a dot when written."""
    if chance.random() < 0.011:
        return STEPPE_FIRST.draw(chance) + DOT, STEPPE_SECOND.draw(chance)
    return SURNAMES.draw(chance), given_name(chance, gender, year)


# What is written for another character: by ear, by eye.
BY_EAR = (
    "伟威维炜玮 军君钧均 静晶菁婧靖 丽莉利立力 芳方 峰锋枫丰 明铭鸣 欣新馨鑫心 辉晖徽 燕艳雁彦 玲琳林霖 萍平苹 华桦 红洪宏虹鸿 波博 "
    "志智芝 建健剑 刚钢 勇永咏 晓小笑 雪学 宇雨羽玉 佳嘉家 娟鹃 杰洁捷婕 鹏朋 斌彬滨 涛滔 浩昊皓 文雯 英瑛颖莹 兰岚 春淳 梅玫 国帼 "
    "强蔷 海孩 云芸 凤奉 琴勤 慧惠 晨辰 涵含晗 怡仪宜 轩宣萱 然燃 子紫梓 思斯 泽则 祥翔详 成诚承程 德得 福富 生升声 清青 香湘 霞侠 "
    "荣容蓉 义艺毅逸 亮谅 超抄 飞菲妃 龙隆 东冬 民敏 光广 庆青"
).split()
BY_EYE = (
    "芳芬 成戍 俊峻 末未 莹荧萤 萍苹 玮炜 祥详 晴睛 颖颍 辰晨 宇字 天夭 土士 明朋 芝芷 淑椒 珍诊 洁浩 军车 建健 波坡 杰木 海诲 春舂 "
    "兰三 立丘 永水 东车 亮壳 梅海 秀季 玉王 伟伊 勇男 涛寿 刚钢 丽郦 平乎 红江 敏敬 静净 霞露 凤风 雪雷 文又 志忘 光兴 子了 佳住 雨两"
).split()


def _swaps(groups: Sequence[str]) -> dict[str, str]:
    return {
        one: "".join(other for group in groups if one in group for other in group if other != one)
        for group in groups
        for one in group
    }


SOUNDS_LIKE, LOOKS_LIKE = _swaps(BY_EAR), _swaps(BY_EYE)

BRAND = "合恒瑞达鑫源海天宏泰华中盛隆丰祥通联安康博荣辉金博科永顺百优亿渤港湾航滨星浪凯帆圣众创佳启远地德"
TRADES = Skewed(
    "商贸 信息技术 餐饮管理 建筑工程 科技 网络科技 机械制造 教育咨询 国际物流 文化传媒 企业管理咨询 环保科技 房地产开发 "
    "食品 化工 服装 船舶工程 医疗器械 海洋渔业 检测技术 广告 酒店管理 人力资源 投资 农业发展 旅行社 装饰工程 船务代理".split()
)
FORMS = Skewed(
    "有限公司 有限责任公司 集团有限公司 股份有限公司 厂 商行 中心（有限合伙）".split(), shift=0.4, steep=2.0
)
PUBLIC = "第{n}中学 第{n}小学 第{n}人民医院 {d}交通局 {d}社区卫生服务中心 {d}税务局 科技大学 海事大学 文化馆 图书馆".split()
AHEAD = Skewed(
    ("大连", "大连市", "", "大连高新区", "大连金普新区", "辽宁", "大连经济技术开发区"), shift=0.5, steep=1.4
)
FIELDS = (
    "软件行业 律师 建筑行业 餐饮 医药行业 文化产业 民办教育 连锁经营 互联网 房地产业 校友 广告 水产流通 货代 船东 "
    "船舶工业 服装行业 渔业 书法家 摄影家 电子商务 商业联合 物业管理 装饰装修 合唱 志愿者 教育学会 投资基金业 医师 "
    "装备制造 家政服务 会计师 拍卖 旅游 钢琴 围棋 心理咨询 设计师 温州商会 福建商会 浙江商会 山东商会 留学人员 "
    "青年企业家 女企业家 知识分子联谊 网络作家 自由撰稿人 知识产权 物联网 机器人 葡萄酒 海参 樱桃"
).split()
