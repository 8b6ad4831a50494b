"""An invented city: firms and people with what is true of them, and who is easily taken for whom."""

import random
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from made_names import AHEAD, BRAND, DOT, FORMS, PUBLIC, TRADES, full_name, given_name

DISTRICTS = (
    ("中山区", "210202"), ("西岗区", "210203"), ("沙河口区", "210204"), ("甘井子区", "210211"), ("旅顺口区", "210212"),
    ("金州区", "210213"), ("普兰店区", "210214"), ("瓦房店市", "210281"), ("庄河市", "210283"), ("高新园区", "210211"),
)  # fmt: skip
CODES = dict(DISTRICTS)
ELSEWHERE = (
    "210102",
    "220102",
    "230103",
    "370102",
    "370602",
    "410105",
    "150102",
    "320106",
    "340104",
    "421002",
)
STREETS = (
    "人民路 中山路 长江路 黄河路 解放路 五四路 友好路 鲁迅路 西南路 东北路 "
    "华北路 新开路 体育街 鞍山路 延安路 民主路 胜利路 向阳路 上海路 天津街"
).split()
ESTATES = "幸福小区 海景花园 学府家园 阳光新城 锦绣华庭 明珠公寓 星海名邸 绿波里 万科朗润园 亿达蓝湾".split()
MAIL = ("163.com", "126.com", "qq.com", "sina.com", "139.com", "outlook.com")
WEIGHTS, CHECK = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
PEOPLE_PER_ROW = 0.34
PEOPLE_PER_FIRM = 5


class Firm(NamedTuple):
    """A body that people work at: the parts of its full name, and the phone of its office."""

    ahead: str
    brand: str
    trade: str
    form: str
    phone: str
    shares_phone: bool
    """Whether staff give the office's phone as their own."""

    @property
    def name(self) -> str:
        return self.ahead + self.brand + self.trade + self.form


class Truth(NamedTuple):
    """One real person. `surname` of a two-part name ends with its dot. Before the year `changed`, the old phone and the old
    firm (-1: none) were true.
    """

    surname: str
    given: str
    gender: str
    birth: str
    mobile: str
    old_mobile: str
    id_no: str
    email: str
    firm: int
    old_firm: int
    changed: int
    district: str
    address: str
    former: str

    @property
    def name(self) -> str:
        return self.surname + self.given


@dataclass
class City:
    """Firms, people (a person's id is the place in `people`), and by kind the groups of people who are easily confused."""

    firms: list[Firm] = field(default_factory=list)
    people: list[Truth] = field(default_factory=list)
    confusable: dict[str, list[tuple[int, ...]]] = field(default_factory=lambda: defaultdict(list))


def build_city(rows: int, seed: int) -> City:
    """The city that lists of so many rows are about: 0.34 people per row, a firm for every five people.

    Each planted group stands at most once; namesakes come by themselves, and more of them the larger the city.
    """
    chance = random.Random(f"city {seed}")
    number = max(int(rows * PEOPLE_PER_ROW), 20)
    city = City(firms=[_firm(chance) for _ in range(max(number // PEOPLE_PER_FIRM, 5))])
    while len(city.people) < number:
        one = _person(chance, city)
        city.people.append(one)
        if (lot := chance.random()) < 0.06:
            _plant(chance, city, one, lot)
    del city.people[number:]
    for groups in city.confusable.values():
        groups[:] = [group for group in groups if max(group) < number]
    city.confusable["same_name"] = _groups((one.name, number) for number, one in enumerate(city.people))
    at_work = (((one.name, one.firm), number) for number, one in enumerate(city.people))
    city.confusable["same_name_employer"] = _groups(at_work)
    shared = {firm.phone for firm in city.firms if firm.shares_phone}
    city.confusable["office_phone"] = _groups(
        (one.mobile, number) for number, one in enumerate(city.people) if one.mobile in shared
    )
    return city


def _plant(chance: random.Random, city: City, one: Truth, lot: float) -> None:
    """Add somebody who shares with `one` what misleads: a home and phone, a birth, an old phone, a name."""
    here = len(city.people) - 1
    other = _person(chance, city)
    year = int(one.birth[:4])
    if lot < 0.016:
        kind, other = (
            "family_phone",
            other._replace(mobile=one.mobile, district=one.district, address=one.address),
        )
    elif lot < 0.023:
        first = one.given[:1] if len(one.given) == 2 and DOT not in one.surname else ""
        given = first + given_name(chance, one.gender, year)[-1:]
        if given == one.given:
            return
        number = int(one.id_no[14:17]) + 2 * chance.randrange(1, 4)
        twin = one._replace(given=given, former="", id_no=_checked(f"{one.id_no[:14]}{number % 1000:03d}"))
        kind, other = (
            "twins",
            twin._replace(mobile=other.mobile, old_mobile=other.old_mobile, firm=other.firm, email=""),
        )
    elif lot < 0.035:
        if not one.old_mobile:
            return
        kind, other = "recycled_phone", other._replace(mobile=one.old_mobile)
    elif lot < 0.043:
        number = f"{one.id_no[:15]}{chance.randrange(100):02d}"
        sex = "m" if int(number[-1]) % 2 else "f"
        surname, given = full_name(chance, sex, year)
        kind, other = (
            "same_damaged_id",
            other._replace(
                surname=surname, given=given, gender=sex, birth=one.birth, id_no=_checked(number), email=""
            ),
        )
        if other.id_no == one.id_no:
            return
    elif lot < 0.052:
        kind, other = (
            "same_name_employer",
            other._replace(surname=one.surname, given=one.given, firm=one.firm, former=""),
        )
    else:
        day = f"{one.birth[:8]}{chance.randrange(1, 29):02d}"
        id_no = _id_no(chance, one.gender, day, one.district)
        kind, other = (
            "same_name_birth_month",
            other._replace(
                surname=one.surname, given=one.given, gender=one.gender, birth=day, id_no=id_no, former=""
            ),
        )
    city.people.append(other)
    city.confusable[kind].append((here, here + 1))


def _groups(said: Iterable[tuple[Hashable, int]]) -> list[tuple[int, ...]]:
    """Ids of people of whom the same is said, where they are two or more."""
    same: dict[Hashable, list[int]] = defaultdict(list)
    for what, number in said:
        same[what].append(number)
    return [tuple(group) for group in same.values() if len(group) > 1]


def _person(chance: random.Random, city: City) -> Truth:
    draw = chance.random
    gender = "m" if draw() < 0.56 else "f"
    year = min(max(int(chance.gauss(1977, 12)), 1940), 2005)
    birth = f"{year}-{1 + int(draw() * 12):02d}-{1 + int(draw() * 28):02d}"
    surname, given = full_name(chance, gender, year)
    district = DISTRICTS[int(10 * draw() ** 1.3)][0]
    number = len(city.firms)
    # A few employ many, most a handful.
    at = int(number * draw() ** 1.7)
    firm = city.firms[at]
    mobile = firm.phone if firm.shares_phone and draw() < 0.5 else _mobile(chance)
    if draw() < 0.5:
        flat = f"{1 + int(9 * draw())}-{1 + int(28 * draw())}-{1 + int(4 * draw())}"
        address = f"{district}{STREETS[int(20 * draw())]}{1 + int(300 * draw())}号{flat}"
    else:
        floor = f"{1 + int(30 * draw())}0{1 + int(4 * draw())}"
        address = (
            f"{district}{ESTATES[int(10 * draw())]}{1 + int(60 * draw())}号楼{1 + int(4 * draw())}单元{floor}"
        )
    moved = draw() < 0.22
    return Truth(
        surname, given, gender, birth, mobile,
        _mobile(chance) if draw() < 0.3 else "",
        _id_no(chance, gender, birth, district),
        _email(chance, mobile) if draw() < 0.7 else "",
        at, int(number * draw() ** 1.7) if moved else -1,
        2012 + int(14 * draw()), district, address,
        given_name(chance, gender, year) if draw() < 0.02 else "",
    )  # fmt: skip


def _mobile(chance: random.Random) -> str:
    return f"1{'3333556778889999'[int(16 * chance.random())]}{int(10**9 * chance.random()):09d}"


def _email(chance: random.Random, mobile: str) -> str:
    kind = chance.random()
    if kind < 0.35 and len(mobile) == 11:
        return f"{mobile}@{'139.com' if kind < 0.2 else '163.com'}"
    if kind < 0.6:
        return f"{int(9e8 * chance.random()) + 10**7}@qq.com"
    letters = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=7))
    return f"{letters}{int(900 * chance.random())}@{MAIL[int(6 * chance.random())]}"


def _id_no(chance: random.Random, gender: str, birth: str, district: str) -> str:
    code = CODES[district] if chance.random() < 0.7 else ELSEWHERE[int(len(ELSEWHERE) * chance.random())]
    order = 2 * int(500 * chance.random()) + (gender == "m")
    return _checked(f"{code}{birth.replace('-', '')}{order:03d}")


def _checked(body: str) -> str:
    """Seventeen digits with the check character of GB 11643."""
    return body + CHECK[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True)) % 11]


def _firm(chance: random.Random) -> Firm:
    phone = f"0411-8{int(10**7 * chance.random()):07d}"
    if chance.random() < 0.06:
        name = PUBLIC[int(len(PUBLIC) * chance.random())].format(
            n=1 + int(99 * chance.random()), d=DISTRICTS[int(10 * chance.random())][0]
        )
        return Firm("大连市", name, "", "", phone, shares_phone=False)
    brand = "".join(chance.choices(BRAND, k=chance.choice((2, 2, 3, 3, 4))))
    phone = phone if chance.random() < 0.6 else _mobile(chance)
    return Firm(
        AHEAD.draw(chance),
        brand,
        TRADES.draw(chance),
        FORMS.draw(chance),
        phone,
        shares_phone=chance.random() < 0.09,
    )
