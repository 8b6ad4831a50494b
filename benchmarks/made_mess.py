"""How offices write what is true: one style for a whole list, and slips in single cells.

Every slip has a name, which the row keeps, so that a benchmark can say which ones a matching stumbles over.
"""

import datetime as dt
import random
from dataclasses import dataclass
from functools import lru_cache

from made_city import City, Firm, Truth
from made_names import DOT, LOOKS_LIKE, SOUNDS_LIKE
from opencc import OpenCC

Cells = dict[str, str]
SHARES = {
    "phone": 0.92, "employer": 0.83, "title": 0.6, "gender": 0.57, "email": 0.49, "id_no": 0.44,
    "birth": 0.4, "address": 0.36, "district": 0.33,
}  # fmt: skip
"""How many lists have which column."""
TITLES = (
    "经理 总经理 副总经理 董事长 工程师 会计 职员 医生 教师 律师 "
    "理事 常务理事 副会长 会长 秘书长 监事 法定代表人 负责人 主任 店长"
).split()
POLITE = {"m": ("先生", "总", "经理", "主任", "老师"), "f": ("女士", "老师", "经理", "主任", "总")}
SEXES = (("男", "女"), ("男", "女"), ("男", "女"), ("M", "F"), ("先生", "女士"))
BIRTHS = ("iso", "slash", "chinese", "plain", "month_dot", "month_chinese", "serial", "stamp")
PHONES = ("text", "text", "text", "float", "float", "science", "dashes", "spaces")
SERIAL_ZERO = dt.date(1899, 12, 30)
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
COMMON = ("(有限合伙)", "（有限合伙）")
_traditional = OpenCC("s2t").convert


@lru_cache(maxsize=100_000)
def traditional(text: str) -> str:
    return _traditional(text)


@dataclass(frozen=True)
class Style:
    """What one list has and how it writes: its columns, its year, its way with dates, phones, sexes and numbers of documents."""

    columns: tuple[str, ...]
    year: int
    birth: str
    phone: str
    sexes: tuple[str, str]
    is_traditional: bool
    id_kept: int
    """Digits of a document number that a spreadsheet has left: 18, 15 or 6."""
    blank: float
    """The share of empty cells."""


def draw_style(chance: random.Random, year: int) -> Style:
    columns = ("name", *(column for column, share in SHARES.items() if chance.random() < share))
    lot = chance.random()
    return Style(
        columns, year, chance.choice(BIRTHS), chance.choice(PHONES), chance.choice(SEXES), chance.random() < 0.025,
        15 if lot < 0.06 else 6 if lot < 0.08 else 18, chance.choice((0.0, 0.02, 0.05, 0.1, 0.2)),
    )  # fmt: skip


def write_row(
    chance: random.Random, style: Style, city: City, one: Truth, above: Cells
) -> tuple[Cells, tuple[str, ...]]:
    """The cells of one person's row in a list of this style, and the slips in it. `above` is the row before it."""
    slips: list[str] = []
    draw = chance.random
    cells = {"name": _name(chance, one, slips)}
    firm = city.firms[one.old_firm if style.year < one.changed and one.old_firm >= 0 else one.firm]
    if firm is not city.firms[one.firm]:
        slips.append("old_employer")
    for column in style.columns[1:]:
        if draw() < style.blank:
            cells[column] = ""
        elif column == "phone":
            cells[column] = _phone(chance, style, one, firm, above, slips)
        elif column == "id_no":
            cells[column] = _id_no(chance, style, one, above, slips)
        elif column == "birth":
            cells[column] = _birth(chance, style, one, slips)
        elif column == "employer":
            cells[column] = _employer(chance, firm, slips)
        else:
            cells[column] = _plain(chance, style, one, column)
    if style.is_traditional:
        slips.append("trad")
        cells["name"] = traditional(cells["name"])
        if cells.get("employer"):
            cells["employer"] = traditional(cells["employer"])
    if draw() < 0.0017 and cells.get("employer"):
        slips.append("swapped_columns")
        cells["name"], cells["employer"] = cells["employer"], cells["name"]
    if not (cells.get("phone") or cells.get("id_no") or cells.get("email")):
        slips.append("sparse")
    return cells, tuple(slips)


def _plain(chance: random.Random, style: Style, one: Truth, column: str) -> str:
    lot = chance.random()
    match column:
        case "gender":
            return style.sexes[one.gender == "f"]
        case "email":
            return one.email
        case "title":
            return TITLES[int(len(TITLES) * lot)]
        case "district":
            return one.district if lot < 0.9 else one.district[:-1]
    if lot < 0.6:
        return one.address
    return f"大连市{one.address}" if lot < 0.85 else one.address.removeprefix(one.district)


def _name(chance: random.Random, one: Truth, slips: list[str]) -> str:
    lot = chance.random()
    if DOT in one.surname:
        if lot < 0.25:
            slips.append("short_minority_name")
            return one.surname[:-1]
        return one.name if lot < 0.7 else one.name.replace(DOT, chance.choice("•．・."))
    if one.former and lot < 0.35:
        slips.append("former_name")
        return one.surname + one.former
    if lot > 0.03:
        if lot > 0.97:
            # Two characters are set as wide as three; a post stands behind the name.
            return (
                f"{one.surname}\u3000{one.given}" if lot > 0.98 else f"{one.name}（{chance.choice(TITLES)}）"
            )
        return one.name
    if lot < 0.006:
        slips.append("honorific")
        return one.surname + chance.choice(POLITE[one.gender])
    if lot < 0.009 and len(one.given) > 1:
        slips.append("missing_surname")
        return one.given
    kind, table = ("homophone", SOUNDS_LIKE) if lot < 0.024 else ("lookalike", LOOKS_LIKE)
    places = [place for place, character in enumerate(one.given) if character in table]
    if not places:
        return one.name
    slips.append(kind)
    place = chance.choice(places)
    return one.surname + one.given[:place] + chance.choice(table[one.given[place]]) + one.given[place + 1 :]


def _phone(
    chance: random.Random, style: Style, one: Truth, firm: Firm, above: Cells, slips: list[str]
) -> str:
    phone = one.mobile
    if one.old_mobile and style.year < one.changed:
        phone = one.old_mobile
        slips.append("old_phone")
    lot = chance.random()
    if lot < 0.02:
        slips.append("landline")
        phone = firm.phone
    elif lot < 0.0226:
        if above.get("phone"):
            slips.append("phone_copied_above")
            return above["phone"]
    elif lot < 0.028 and phone.isdigit():
        slips.append("phone_transposed")
        phone = _transposed(chance, phone, 3)
    elif lot < 0.0305:
        slips.append("phone_digit")
        phone = _one_digit(chance, phone, 3)
    elif lot < 0.032:
        slips.append("phone_short")
        place = chance.randrange(3, len(phone))
        phone = phone[:place] + phone[place + 1 :]
    elif lot < 0.04:
        slips.append("two_phones")
        return f"{phone}{chance.choice('、/；, ')}{firm.phone}"
    elif lot < 0.045:
        return phone.translate(FULL_WIDTH)
    if len(phone) != 11 or not phone.isdigit():
        return phone if lot < 0.9 else f"+86 {phone}"
    return _styled(style.phone if style.phone != "science" or lot > 0.5 else "text", phone)


def _styled(way: str, phone: str) -> str:
    match way:
        case "float":
            return f"{phone}.0"
        case "science":
            return f"{phone[0]}.{phone[1:].rstrip('0')}E10"
        case "dashes":
            return f"{phone[:3]}-{phone[3:7]}-{phone[7:]}"
        case "spaces":
            return f"{phone[:3]} {phone[3:7]} {phone[7:]}"
    return phone


def _id_no(chance: random.Random, style: Style, one: Truth, above: Cells, slips: list[str]) -> str:
    number = one.id_no
    if style.id_kept < 18 and number[-1] != "X":
        slips.append("id_damaged" if style.id_kept == 15 else "id_destroyed")
        return f"{number[0]}.{number[1 : style.id_kept].rstrip('0')}E+17"
    lot = chance.random()
    if lot < 0.002:
        if above.get("id_no"):
            slips.append("id_copied_above")
            return above["id_no"]
    elif lot < 0.006:
        slips.append("id_transposed")
        return _transposed(chance, number[:-1], 6) + number[-1]
    elif lot < 0.009:
        slips.append("id_digit")
        return _one_digit(chance, number[:-1], 0) + number[-1]
    elif lot < 0.0105 and number[6:8] == "19":
        slips.append("id_15")
        return number[:6] + number[8:17]
    elif lot < 0.02:
        return number.translate(FULL_WIDTH) if lot < 0.015 else number.lower()
    return number


def _birth(chance: random.Random, style: Style, one: Truth, slips: list[str]) -> str:
    day = dt.date.fromisoformat(one.birth)
    lot = chance.random()
    if lot < 0.009:
        # The day of the lunar calendar falls weeks off; a slip falls a few days off.
        slips.append("lunar_birth" if lot < 0.005 else "birth_error")
        day += dt.timedelta(
            days=-chance.randrange(20, 50) if lot < 0.005 else chance.choice((-9, -5, -1, 1, 1, 10))
        )
    if style.birth.startswith("month"):
        slips.append("birth_month_only")
        return f"{day.year}.{day.month}" if style.birth == "month_dot" else f"{day.year}年{day.month}月"
    match style.birth:
        case "slash":
            return f"{day.year}/{day.month}/{day.day}"
        case "chinese":
            return f"{day.year}年{day.month}月{day.day}日"
        case "plain":
            return f"{day:%Y%m%d}"
        case "serial":
            return str((day - SERIAL_ZERO).days)
        case "stamp":
            return f"{day} 00:00:00"
    return day.isoformat()


def _employer(chance: random.Random, firm: Firm, slips: list[str]) -> str:
    """The full name, or one of its usual spellings."""
    lot = chance.random()
    if not firm.trade:
        return firm.name if lot < 0.7 else firm.brand
    if lot < 0.5:
        return firm.name
    if lot < 0.6:
        slips.append("no_prefix")
        return firm.brand + firm.trade + firm.form
    if lot < 0.69:
        slips.append("prefix")
        return ("大连市" if firm.ahead != "大连市" else "大连") + firm.brand + firm.trade + firm.form
    if lot < 0.77:
        slips.append("suffix")
        return (
            firm.ahead + firm.brand + firm.trade + ("有限责任公司" if firm.form == "有限公司" else "有限公司")
        )
    if lot < 0.9:
        slips.append("org_abbrev")
        ending = "公司" if lot < 0.8 else ""
        return (
            (firm.ahead if lot < 0.85 else "")
            + firm.brand
            + (firm.trade if lot < 0.88 else firm.trade[:2])
            + ending
        )
    if lot < 0.95 and firm.ahead:
        slips.append("bracket_prefix")
        return f"{firm.brand}（{firm.ahead}）{firm.trade}{firm.form}"
    if lot < 0.98:
        slips.append("brackets")
        return firm.name.replace(*reversed(COMMON))
    if lot < 0.982:
        slips.append("org_typo")
        return firm.name[:-4] + firm.name[-3:]
    return firm.name


def _transposed(chance: random.Random, digits: str, start: int) -> str:
    place = chance.randrange(start, len(digits) - 1)
    return digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]


def _one_digit(chance: random.Random, text: str, start: int) -> str:
    place = chance.choice([place for place in range(start, len(text)) if text[place].isdigit()])
    return text[:place] + str((int(text[place]) + chance.randrange(1, 10)) % 10) + text[place + 1 :]
