"""What cells of lists hold: telling values by their content, and reading them.

A reader gives a typed value or raises ``CellError``/``CodeError`` with a reason. Blank words (无, /, 空) never reach it.
"""

import datetime as dt
import re
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.core.names import tidy_name
from lianxin.lists.columns import CellError, Several, as_text
from lianxin.lists.reading import Cell
from lianxin.reference.codes import (
    CreditCode,
    DocumentKind,
    DocumentNumber,
    PartialDate,
    Phone,
    Sex,
    birth_date,
    document_number,
    partial_date,
    phones,
    tidy,
    time_of_day,
)

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_ASIDE = r"(?:\s*[（(][^（()）]{1,8}[）)])?"
_NAME = re.compile(
    f"^\\s*(?:[{_HAN}]\\s*){{1,4}}{_ASIDE}\\s*$"
    f"|^\\s*[{_HAN}]{{1,12}}(?:\\s*[·•‧・∙⋅．.･]\\s*[{_HAN}]{{1,12}})+{_ASIDE}\\s*$"
    f"|^[A-Za-z][A-Za-z'\\-]*(?:[ .]+[A-Za-z'\\-]+){{1,4}}{_ASIDE}$"
)
_BODY_END = (
    "公司|集团|中心|协会|学会|商会|联谊会|联合会|事务所|医院|学校|大学|学院|中学|小学|幼儿园|委员会|办事处|办公室|银行|工厂|合作社"
    "|商行|分会|促进会|基金会|工作室|研究所|研究院|服务站|政府|法院|检察院|社区|俱乐部|出版社|电视台|杂志社"
)
_BODY = re.compile(f"(?:{_BODY_END})(?:[（(][^（()）]+[）)])?$")
_BODY_SHORT_END = re.compile("[局厅厂店社所院部站馆处校]$")
_TRADE_END = re.compile(
    "(?:广告|水[产產]|食品|科技|网络|软件|贸易|商贸|物流|医药|餐饮|酒店|置业|地产|建筑|装饰|机械|机电|化工|服装|环保|检测|传媒|投资|咨询"
    "|物业|航运|船务|渔业|农业|信息|技术|设计|印刷|家居|电子|能源|集团)$"
)
_POST = re.compile(
    "^(?:.{0,8}(?:长|经理|理事|主任|书记|代表人|负责人|董事|监事|教师|医师|医生|律师|会计|会计师|工程师|教授|讲师|研究员|职员|员工"
    "|科员|经营者|创始人|合伙人|总监|主管|主席|秘书|助理|顾问|编辑|记者|设计师|总裁|老板|会员|委员|干事|专员|护士|文员|出纳))$"
)


def looks_like_name(text: str) -> bool:
    """Whether a cell could hold a person's name and not a body's."""
    return bool(_NAME.match(text)) and not looks_like_body(text)


def looks_like_body(text: str) -> bool:
    """Whether a cell looks like an organisation: by its ending, or by being long and all Han."""
    text = text.strip()
    if _BODY.search(text):
        return True
    if len(text) >= 4 and (_BODY_SHORT_END.search(text) or _TRADE_END.search(text)):
        return True
    return len(text) >= 5 and not _NAME.match(text) and not _POST.match(text) and not re.search(r"[\d@]", text)


def surely_body(text: str) -> bool:
    return len(text) > 4 and bool(_BODY.search(text.strip()))


def looks_like_post(text: str) -> bool:
    return bool(_POST.match(text.strip()))


def looks_like_phone(text: str) -> bool:
    bare = re.sub(r"[\s\-()（）]", "", tidy(text))
    return bool(re.match(r"^(?:\+?86)?(?:1[3-9]\d{8,9}|0\d{10,11})(?:\D|$)", bare) or re.match(r"^1\.\d+E10$", bare))


def looks_like_document(text: str) -> bool:
    bare = re.sub(r"\s", "", tidy(text)).upper()
    return bool(re.match(r"^(?:[1-9]\d{16}[\dX×*]|[1-9]\d{5}\d{2}[01]\d[0-3]\d{4}|\d\.\d{3,}E\+1[78])$", bare))


def looks_like_credit_code(text: str) -> bool:
    return bool(re.match(r"^[159ANY3][1239A-Z]\d{6}[0-9A-Z]{10}$", tidy(text).upper().replace(" ", "")))


def looks_like_email(text: str) -> bool:
    return bool(re.match(r"^\s*[\w.+\-]+[@＠][\w\-]+(?:\.[\w\-]+)+\s*$", text))


def looks_like_sex(text: str) -> bool:
    return text.strip() in _SEXES


def looks_like_address(text: str) -> bool:
    return bool(re.search(r"(?:路|街|巷|里|小区|广场|大厦|村|园).{0,12}\d+.{0,3}(?:号|栋|楼|单元|室|层|-)", text))


def _nobody(text: str) -> bool:
    return text.startswith("某") or bool(re.search(r"[×*＊]{2}|某某|^[\W\d_]*$|^(?:姓名|名字|同上|待定|签名)$", text))


def person_name(raw: Cell) -> object:
    """A tidied name; a form of address and a bracket go to keys of their own. Nobody in particular is refused."""
    text = as_text(raw)
    if _nobody(text):
        raise CellError(_("There is no name here."))
    if surely_body(text):
        raise CellError(_("This is the name of an organisation, not of a person."))
    found = tidy_name(str(raw))
    if not found.name:
        raise CellError(_("There is no name here."))
    if not found.honorific and not found.aside:
        return found.name
    return Several(name=found.name, name_honorific=found.honorific, name_aside=found.aside)


def body_name(raw: Cell) -> str:
    """The name of an organisation, in one line; its brackets and characters as typed."""
    text = as_text(raw)
    if re.match(r"^[\W\d_]*$", text):
        raise CellError(_("There is no name here."))
    return text


def phone_numbers(raw: Cell) -> tuple[Phone, ...]:
    """Every phone of the cell; one that cannot be read is refused and the others stay."""
    found = phones(raw)
    if found.problem is not None:
        raise CellError(found.problem, found.phones or None)
    return found.phones


def write_phones(value: tuple[Phone, ...]) -> str:
    return "、".join(f"{p.number}-{p.extension}" if p.extension else p.number for p in value)


def document(raw: Cell) -> DocumentNumber:
    if isinstance(raw, int):
        # Nothing read from a spreadsheet's number can still be an 18-digit code.
        return document_number(float(raw) if raw > 10**15 else raw)
    return document_number(raw)


_DOCUMENTS = {
    DocumentKind.RESIDENT: "居民身份证",
    DocumentKind.HMT_RESIDENCE: "港澳台居民居住证",
    DocumentKind.FOREIGN_RESIDENCE: "外国人永久居留身份证",
    DocumentKind.HK_MACAO_PASS: "港澳居民来往内地通行证",
    DocumentKind.TAIWAN_PASS: "台湾居民来往大陆通行证",
    DocumentKind.PASSPORT: "护照",
}
DOCUMENT_WORDS = tuple(_DOCUMENTS.values())
_DOCUMENT_SIGNS = (
    ("永久居留", DocumentKind.FOREIGN_RESIDENCE),
    ("居住证", DocumentKind.HMT_RESIDENCE),
    ("台", DocumentKind.TAIWAN_PASS),
    ("港", DocumentKind.HK_MACAO_PASS),
    ("回乡证", DocumentKind.HK_MACAO_PASS),
    ("护照", DocumentKind.PASSPORT),
    ("身份证", DocumentKind.RESIDENT),
    ("户口", DocumentKind.RESIDENT),
)


def document_kind(raw: Cell) -> DocumentKind:
    """Which document a number is of, as lists say it (台胞证, 回乡证, 护照)."""
    text = tidy(raw)
    for sign, kind in _DOCUMENT_SIGNS:
        if sign in text:
            return kind
    raise CellError(_("Write the kind of document, such as 居民身份证 or 护照."))


def write_document_kind(value: object) -> str:
    return _DOCUMENTS[DocumentKind(str(value))]


def document_of_kind(raw: Cell, kind: DocumentKind) -> DocumentNumber:
    """As `document`, of the kind that the row names: eight digits may be a Taiwan pass, other characters a passport."""
    if isinstance(raw, float) and raw.is_integer() and raw < 10**15:
        raw = int(raw)
    return document_number(raw, kind)


def odd_document(value: DocumentNumber) -> str | Promise:
    """A retired number is taken: it still names one person."""
    return _("A number of 15 digits is retired; it was read in its form of 18.") if value.retired else ""


def odd_credit_code(value: CreditCode) -> str | Promise:
    """Real registers hold codes whose inner digit is wrong: taken, and said."""
    return "" if value.inner_ok else _("The organisation code inside this credit code does not add up. Compare it with the certificate.")


def write_code(value: object) -> str:
    """The code itself, of a document number or a credit code."""
    return str(getattr(value, "number", None) or getattr(value, "code", value))


_SEXES = {
    "男": Sex.MALE, "先生": Sex.MALE, "M": Sex.MALE, "m": Sex.MALE, "male": Sex.MALE, "男性": Sex.MALE,
    "女": Sex.FEMALE, "女士": Sex.FEMALE, "F": Sex.FEMALE, "f": Sex.FEMALE, "female": Sex.FEMALE, "女性": Sex.FEMALE,
    "小姐": Sex.FEMALE, "1": Sex.MALE, "2": Sex.FEMALE,
}  # fmt: skip


def sex(raw: Cell) -> Sex:
    try:
        return _SEXES[tidy(raw)]
    except KeyError:
        raise CellError(_("Write 男 or 女.")) from None


def write_sex(value: Sex) -> str:
    return "男" if value == Sex.MALE else "女"


def day(raw: Cell) -> PartialDate:
    return partial_date(raw)


def birth(raw: Cell) -> PartialDate:
    return birth_date(raw)


def day_and_time(raw: Cell) -> object:
    """A date; the time behind it goes to the key ``time``."""
    date, time = partial_date(raw), time_of_day(raw)
    return Several(date=date, time=time) if time else date


def clock(raw: Cell) -> dt.time:
    """A time of day by itself, such as 14:00."""
    found = raw if isinstance(raw, dt.time) else time_of_day(raw)
    if found is None:
        raise CellError(_("Write a time like 14:00."))
    return found


def write_clock(value: dt.time) -> str:
    return f"{value:%H:%M}"


def whole_number(raw: Cell) -> int:
    """A count of people or minutes, from 0."""
    match = re.fullmatch(r"(\d{1,7})(?:\.0+)?\s*(?:人|名|人次|分钟|小时|家)?", tidy(raw))
    if not match:
        raise CellError(_("Write a whole number."))
    return int(match.group(1))


class State:
    """States of a gathering as ledgers write them."""

    PLANNED, HELD, CANCELLED, POSTPONED = "planned", "held", "cancelled", "postponed"


_STATES = {
    "计划": State.PLANNED, "计划中": State.PLANNED, "拟办": State.PLANNED, "未举办": State.PLANNED, "筹备": State.PLANNED,
    "筹备中": State.PLANNED, "未开始": State.PLANNED, "已举办": State.HELD, "已完成": State.HELD, "完成": State.HELD,
    "已召开": State.HELD, "举办": State.HELD, "已结束": State.HELD, "结束": State.HELD, "取消": State.CANCELLED,
    "已取消": State.CANCELLED, "延期": State.POSTPONED, "推迟": State.POSTPONED, "已延期": State.POSTPONED,
}  # fmt: skip
STATE_WORDS = {State.PLANNED: "计划", State.HELD: "已举办", State.CANCELLED: "取消", State.POSTPONED: "延期"}


def gathering_state(raw: Cell) -> str:
    try:
        return _STATES[as_text(raw)]
    except KeyError:
        raise CellError(_("Write 计划, 已举办, 取消 or 延期.")) from None


class Mark:
    """Marks of a sign-in sheet or an attendance table."""

    PRESENT, LATE, LEFT_EARLY, LEAVE, ABSENT = "present", "late", "left_early", "leave", "absent"


_MARKS = {
    "到": Mark.PRESENT, "出席": Mark.PRESENT, "签到": Mark.PRESENT, "已签到": Mark.PRESENT, "已签": Mark.PRESENT,
    "是": Mark.PRESENT, "1": Mark.PRESENT, "y": Mark.PRESENT, "全勤": Mark.PRESENT, "出勤": Mark.PRESENT, "v": Mark.PRESENT,
    "迟到": Mark.LATE, "迟": Mark.LATE, "早退": Mark.LEFT_EARLY, "请假": Mark.LEAVE, "假": Mark.LEAVE, "病假": Mark.LEAVE,
    "事假": Mark.LEAVE, "缺": Mark.ABSENT, "缺席": Mark.ABSENT, "缺勤": Mark.ABSENT, "旷课": Mark.ABSENT, "未到": Mark.ABSENT,
    "否": Mark.ABSENT, "0": Mark.ABSENT, "n": Mark.ABSENT, "x": Mark.ABSENT,
}  # fmt: skip
MARK_WORDS = {
    Mark.PRESENT: "√",
    Mark.LATE: "迟到",
    Mark.LEFT_EARLY: "早退",
    Mark.LEAVE: "请假",
    Mark.ABSENT: "缺",
}


def mark(raw: Cell) -> str:
    """One mark; a tick of any shape is presence. Signatures are not kept: any other text is refused."""
    text = tidy(raw).casefold()
    if text in {"√", "✓", "✔", "☑", "○", "〇", "●", "v"}:
        return Mark.PRESENT
    if text in {"×", "✗", "✘", "╳"}:
        return Mark.ABSENT
    try:
        return _MARKS[text]
    except KeyError:
        raise CellError(_("Write √, 迟到, 早退, 请假 or 缺.")) from None


def write_mark(value: str) -> str:
    return MARK_WORDS.get(value, value)


class HalfDay(NamedTuple):
    """One half-day of a class; `half` is 上午, 下午 or 晚上, empty for a whole day."""

    date: dt.date
    half: str

    def __str__(self) -> str:
        return f"{self.date.isoformat()}{self.half}"


_HALF_DAY = re.compile(r"^(?:(\d{4})[年./\-])?(\d{1,2})[月./\-](\d{1,2})日?(?:[（(]?周?[一二三四五六日]?[)）]?)?(上午|下午|晚上)?$")


def half_day(heading: str, year: int | None) -> HalfDay | None:
    """Read a heading such as ``4月11日上午``; `year` comes from the title."""
    match = _HALF_DAY.match(tidy(heading).replace(" ", ""))
    if not match or not (match.group(4) or "月" in heading or match.group(1)):
        return None
    try:
        date = dt.date(int(match.group(1) or year or 0), int(match.group(2)), int(match.group(3)))
    except ValueError:
        return None
    return HalfDay(date, match.group(4) or "")


_SATISFACTION = {
    "非常满意": "very_satisfied", "很满意": "very_satisfied", "满意": "satisfied", "比较满意": "fairly_satisfied",
    "基本满意": "fairly_satisfied", "一般": "fairly_satisfied", "不满意": "dissatisfied", "非常不满意": "very_dissatisfied",
    "很不满意": "very_dissatisfied",
}  # fmt: skip
SATISFACTION_WORDS = {
    "very_satisfied": "非常满意",
    "satisfied": "满意",
    "fairly_satisfied": "基本满意",
    "dissatisfied": "不满意",
    "very_dissatisfied": "非常不满意",
}


def satisfaction(raw: Cell) -> str:
    """One of the five levels of DOMAIN §2.2a."""
    try:
        return _SATISFACTION[as_text(raw)]
    except KeyError:
        raise CellError(_("Write one of the five levels, from 非常满意 to 非常不满意.")) from None


_ENDED = re.compile(r"(?:不再|离任|卸任|离职|免|退出|终止|调离|撤销|停止)")


def tie_change(raw: Cell) -> object:
    """What a register notes of a change: the end of a tie with its date. Free words are not kept."""
    text = as_text(raw)
    if not _ENDED.search(text):
        raise CellError(_("Write when the post ended, such as 2017年3月起不再担任."))
    try:
        return Several(end=partial_date(text))
    except ValueError:
        raise CellError(_("The change has no date. Write it like 2017年3月起不再担任.")) from None
