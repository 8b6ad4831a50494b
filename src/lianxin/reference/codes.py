"""Codes that lists are full of: document numbers, credit codes, phones, e-mails, dates (DOMAIN §3).

Every reader takes a cell as it came (text, or a number that a spreadsheet made of it) and gives a typed value or
raises ``CodeError`` with a reason for the person who sent the list. Nothing here looks anything up.
"""

import calendar
import datetime as dt
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EXCEL_EPOCH = dt.date(1899, 12, 30)
_SCIENTIFIC = re.compile(r"^\d(?:\.\d+)?[eE]\+?\d{1,3}$")


class CodeError(ValueError):
    """A cell that cannot be used. ``reason`` is for the sender; it never repeats the value."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


class Sex(StrEnum):
    """GB/T 2261.1-2003, as far as lists say it; never derived from a document number."""

    MALE = "1"
    FEMALE = "2"


class DocumentKind(StrEnum):
    RESIDENT = "resident"
    HMT_RESIDENCE = "hmt_residence"
    FOREIGN_RESIDENCE = "foreign_residence"
    HK_MACAO_PASS = "hk_macao_pass"  # noqa: S105  a travel pass
    TAIWAN_PASS = "taiwan_pass"  # noqa: S105  a travel pass
    PASSPORT = "passport"


class DocumentNumber(NamedTuple):
    """A document's number. ``retired`` marks a 15-digit number, given here in its 18-digit form (GB 11643-1999)."""

    kind: DocumentKind
    number: str
    birth: dt.date | None = None
    retired: bool = False


class CreditCode(NamedTuple):
    """A unified social credit code. ``inner_ok`` is false when only the organisation code's own digit is wrong."""

    code: str
    inner_ok: bool

    @property
    def hint(self) -> str:
        """What the first two digits say of the body; a hint, because bodies change (DOMAIN §3)."""
        return _AUTHORITIES.get(self.code[:2], "")


class PhoneKind(StrEnum):
    MOBILE = "mobile"
    LANDLINE = "landline"
    OTHER = "other"


class Phone(NamedTuple):
    """A phone: ``13812345678`` or ``0411-81686548``; an extension stays beside the number."""

    number: str
    kind: PhoneKind
    extension: str = ""


class PartialDate(NamedTuple):
    """A date known to the day, to the month, or only to the year."""

    year: int
    month: int | None = None
    day: int | None = None

    def first(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    def last(self) -> dt.date:
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = (f"{self.year:04d}", self.month and f"{self.month:02d}", self.day and f"{self.day:02d}")
        return "-".join(part for part in parts if part)


_AUTHORITIES = {
    "11": "government", "12": "public_institution", "13": "mass_organisation", "31": "law_firm", "32": "notary",
    "33": "legal_service", "34": "forensic", "35": "arbitration", "51": "association",
    "52": "private_non_enterprise", "53": "foundation", "81": "trade_union", "91": "firm",
    "92": "sole_trader", "93": "cooperative",
}  # fmt: skip


def tidy(raw: object) -> str:
    """The text of a cell: NFKC, no spaces around; a whole number without ``.0``, exact notation unfolded."""
    if isinstance(raw, bool):
        return str(int(raw))
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else repr(raw)
    text = str(raw) if isinstance(raw, str | int) else str(raw or "")
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip()


def _digits(raw: object) -> str:
    text = tidy(raw)
    if "." in text or "E" in text or "e" in text:
        text = re.sub(r"^(\d+)\.0+$", r"\1", text)
        if re.fullmatch(r"\d\.\d{5,}[eE]\+?1[01]", text) or re.fullmatch(r"\d(?:\.\d+)?E1[01]", text):
            try:
                return str(int(Decimal(text)))
            except InvalidOperation:  # pragma: no cover - the pattern is a decimal
                return text
    return text


# Document numbers -------------------------------------------------------------------------------

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_RUINED = _("A spreadsheet has ruined this number (only 15 digits are left). Enter it again as text.")


def document_number(raw: object, kind: DocumentKind | None = None) -> DocumentNumber:
    """Read a document number of any kind; `kind` says what the list claims it is.

    A Taiwan pass is only read when the list says so: eight bare digits are more often a cut number.
    """
    text = re.sub(r"[\s\-·']", "", tidy(raw).upper()).replace("×", "X").replace("*", "X")
    if re.fullmatch(r"[HM]\d{8}(\d{2})?", text):
        return DocumentNumber(DocumentKind.HK_MACAO_PASS, text)
    if kind is DocumentKind.TAIWAN_PASS and re.fullmatch(r"\d{8}(\d{2})?", text):
        return DocumentNumber(kind, text)
    if re.fullmatch(r"[A-Z]{3}\d{12}", text):
        return DocumentNumber(DocumentKind.FOREIGN_RESIDENCE, text)
    if re.fullmatch(r"(E[A-HJ-NP-Z]\d{7}|[EGDSP]\d{8}|[A-Z]{2}\d{7})", text) or (
        kind is DocumentKind.PASSPORT and re.fullmatch(r"[A-Z0-9]{6,12}", text)
    ):
        return DocumentNumber(DocumentKind.PASSPORT, text)
    return citizen_number(raw)


def citizen_number(raw: object) -> DocumentNumber:
    """Read an 18-digit number (GB 11643): length, real date not in the future, MOD 11-2 check digit.

    The area code is not looked up: it need not have existed in the year of birth. 81/82/83 are residence permits of
    Hong Kong, Macao and Taiwan people, 9 the foreign permanent residents' card of 2023. A 15-digit number is retired
    but identifies a person as well; it is given in its 18-digit form and marked.
    """
    text = re.sub(r"[\s\-'·]", "", tidy(raw).upper()).replace("×", "X").replace("*", "X")
    if isinstance(raw, float) or _SCIENTIFIC.match(text):
        raise CodeError(_RUINED)
    retired = len(text) == 15 and text.isdecimal()
    if retired:
        text = text[:6] + "19" + text[6:]
        text += check_digit(text)
    if len(text) != 18:
        raise CodeError(_("A document number has 18 characters."))
    if not re.fullmatch(r"\d{17}[\dX]", text):
        raise CodeError(_("A document number has digits only, and perhaps X at the end."))
    if text.endswith("000") and not retired:
        raise CodeError(_RUINED)
    try:
        birth = dt.date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        raise CodeError(_("The date of birth inside this number does not exist.")) from None
    if not dt.date(1880, 1, 1) <= birth <= dt.datetime.now(tz=dt.UTC).date():
        raise CodeError(_("The date of birth inside this number cannot be."))
    if check_digit(text) != text[17]:
        raise CodeError(_("The check digit of this number is wrong: a digit was mistyped."))
    kind = DocumentKind.RESIDENT
    if text[:2] in {"81", "82", "83"}:
        kind = DocumentKind.HMT_RESIDENCE
    elif text[0] == "9":
        kind = DocumentKind.FOREIGN_RESIDENCE
    return DocumentNumber(kind, text, birth, retired)


def check_digit(number: str) -> str:
    """The MOD 11-2 check digit for the first 17 digits of a citizen number."""
    total = sum(w * int(d) for w, d in zip(_WEIGHTS, number[:17], strict=True))
    return _CHECKS[total % 11]


# Unified social credit codes --------------------------------------------------------------------

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_POWERS = tuple(pow(3, i, 31) for i in range(17))
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def credit_code(raw: object) -> CreditCode:
    """Read a unified social credit code (GB 32100-2015): 18 characters, check character by MOD 31-3.

    A wrong outer check character is refused. The inner organisation code's own digit (GB 11714) is only noted:
    real registers hold codes that fail it.
    """
    text = re.sub(r"[\s\-'·]", "", tidy(raw).upper())
    if isinstance(raw, float) or _SCIENTIFIC.match(text):
        raise CodeError(_RUINED)
    if len(text) == 15 and text.isdecimal():
        raise CodeError(_("This is a retired registration number. Give the credit code of 18 characters."))
    if len(text) != 18:
        raise CodeError(_("A credit code has 18 characters."))
    if any(character not in _VALUES for character in text):
        raise CodeError(_("A credit code has digits and capital letters without I, O, S, V and Z."))
    total = sum(_VALUES[c] * p for c, p in zip(text[:17], _POWERS, strict=True))
    if _ALPHABET[(31 - total % 31) % 31] != text[17]:
        raise CodeError(_("The check character of this credit code is wrong: a character was mistyped."))
    return CreditCode(text, _inner_digit(text[8:16]) == text[16])


def _inner_digit(body: str) -> str:
    # GB 11714 counts all 26 letters from 10, unlike the outer alphabet.
    total = sum(w * int(c, 36) for w, c in zip(_ORG_WEIGHTS, body, strict=True))
    check = (11 - total % 11) % 11
    return "X" if check == 10 else str(check)


# Phones and e-mails -----------------------------------------------------------------------------

CITY_AREA_CODE = "0411"
_PHONE_BREAK = re.compile(
    r"[、,;/|\n]|\s或\s|或|(?<=\d{7})\s+(?=1[3-9]\d|0\d{2,3})"
    r"|(?<=\d{7})\s*\((?=[^\d()转分]{0,6}(?:1[3-9]\d{9}|0\d{9}|0\d{2,3}-))"
)
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|-)\s*(\d{1,5})$", re.IGNORECASE)
_COUNTRY = re.compile(r"^(?:\+|00)?86(?=0\d{9,11}$|1[3-9]\d{9}$)")
_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_LANDLINE = re.compile(r"^(0(?:10|2\d|[3-9]\d{2}))([2-9]\d{6,7})$")


class PhoneReading(NamedTuple):
    """The phones of one cell, and the reason for what could not be read in it (none if all could)."""

    phones: tuple[Phone, ...]
    problem: str | Promise | None


def phones(raw: object, area: str = CITY_AREA_CODE) -> PhoneReading:
    """Read every phone in a cell; seven or eight bare digits belong to `area`. Doubles are given once."""
    text = _digits(raw)
    if _MOBILE.match(text):
        return PhoneReading((Phone(text, PhoneKind.MOBILE),), None)
    found: dict[str, Phone] = {}
    problem: str | Promise | None = None
    for part in _PHONE_BREAK.split(text):
        if not part.strip():
            continue
        try:
            phone = _phone(part, area)
        except CodeError as error:
            problem = error.reason
        else:
            found.setdefault(phone.number, phone)
    return PhoneReading(tuple(found.values()), problem)


def _phone(text: str, area: str) -> Phone:
    text = re.sub(r"[‐‑–—―－]", "-", _digits(text))
    if _SCIENTIFIC.match(text):
        raise CodeError(_RUINED)
    extension = ""
    digits = re.sub(r"[\s\-().·]", "", re.sub(r"^[^\d+(]+", "", text))
    digits = _COUNTRY.sub("", digits)
    if not _shaped(digits, area) and (match := _EXTENSION.search(text)):
        extension, digits = match.group(1), _COUNTRY.sub("", re.sub(r"[\s\-().·]", "", text[: match.start()]))
    if phone := _shaped(digits, area):
        return phone._replace(extension=extension)
    if digits.startswith(("+", "00")) and re.fullmatch(r"(?:\+|00)[1-9]\d{6,14}", digits):
        return Phone("+" + digits.lstrip("+0"), PhoneKind.OTHER)
    if re.fullmatch(r"1[3-9]\d*", digits):
        raise CodeError(_("A mobile number has 11 digits."))
    raise CodeError(_("This is not a phone number."))


def _shaped(digits: str, area: str) -> Phone | None:
    if _MOBILE.match(digits):
        return Phone(digits, PhoneKind.MOBILE)
    if match := _LANDLINE.match(digits):
        return Phone(f"{match.group(1)}-{match.group(2)}", PhoneKind.LANDLINE)
    if re.fullmatch(r"[2-8]\d{6,7}", digits):
        return Phone(f"{area}-{digits}", PhoneKind.LANDLINE)
    if re.fullmatch(r"[48]00\d{7}|9[56]\d{3,4}|12\d{3}", digits):
        return Phone(digits, PhoneKind.OTHER)
    return None


_EMAIL = re.compile(r"^[a-z0-9][a-z0-9._%+\-]*@(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+[a-z]{2,24}$")


def email(raw: object) -> str:
    """Read an e-mail address, in lower case. Full-width signs and spaces around are mended, nothing else."""
    text = re.sub(r"\s", "", tidy(raw)).casefold().replace("。", ".").rstrip(";,")
    if not _EMAIL.match(text):
        raise CodeError(_("This is not an e-mail address."))
    return text


# Dates ------------------------------------------------------------------------------------------

_CHINESE = str.maketrans("〇零○ＯO一二三四五六七八九", "00000123456789")
_SEPARATED = re.compile(r"^(\d{4}|\d{2})[年./\-\s]+(\d{1,2})(?:[月./\-\s]+(\d{1,2}))?(?:日|号)?(?=\D|$)")
_YEAR_MONTH = re.compile(r"^(\d{4})年?(\d{2})月?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?=\D|$)")
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:：时点]([0-5]\d)?(?!\d*年)")


def partial_date(raw: object, epoch: dt.date = EXCEL_EPOCH) -> PartialDate:
    """Read a date in any form that lists have; `epoch` is day 0 of serial numbers (1904 files differ).

    Knows ``1985.3``, ``85/3/2``, ``1979年4月14日``, ``19780607``, ``2015.06``, ``二〇一六年三月``, serials, times behind.
    """
    if isinstance(raw, dt.date):
        return PartialDate(raw.year, raw.month, raw.day)
    text = tidy(raw)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        day = epoch + dt.timedelta(days=int(float(text)))
        return PartialDate(day.year, day.month, day.day)
    if not text[:1].isdigit() or re.search("[一二三四五六七八九十〇零]", text[:12]):
        text = _western(text)
    if isinstance(raw, float):
        # 2015.1 as a number may be January or October; only the year is sure. Two decimals are sure.
        match = re.fullmatch(r"(\d{4})\.(\d{1,2})", text)
        if match and match.group(2) == "1":
            return _date(match.group(1))
    for pattern in (_SEPARATED, _COMPACT, _YEAR_MONTH):
        if match := pattern.match(text):
            return _date(*match.groups())
    if match := re.fullmatch(r"(\d{4})年?", text):
        return _date(match.group(1))
    raise CodeError(_("This is not a date. Write it like 2017-05-18 or 2017年5月18日."))


def dates(raw: object, epoch: dt.date = EXCEL_EPOCH) -> PartialDate:
    """Another name of `partial_date`, read as one reads the other codes."""
    return partial_date(raw, epoch)


def birth_date(raw: object, epoch: dt.date = EXCEL_EPOCH) -> PartialDate:
    """Read a date of birth: not in the future, not before 1880."""
    date = partial_date(raw, epoch)
    if not dt.date(1880, 1, 1) <= date.first() <= dt.datetime.now(tz=dt.UTC).date():
        raise CodeError(_("This date of birth cannot be."))
    return date


def time_of_day(raw: object) -> dt.time | None:
    """The time behind a date (``2016/06/29 14:00``, ``14点``), if there is one; midnight counts as none."""
    if isinstance(raw, dt.datetime):
        return raw.time() if raw.time() != dt.time() else None
    match = _TIME.search(tidy(raw)) if isinstance(raw, str) else None
    if not match:
        return None
    found = dt.time(int(match.group(1)), int(match.group(2) or 0))
    return found if found != dt.time() else None


def _date(year: str, month: str | None = None, day: str | None = None) -> PartialDate:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number <= dt.datetime.now(tz=dt.UTC).year % 100 else 1900
    date = PartialDate(number, int(month) if month else None, int(day) if day else None)
    try:
        date.first()
    except ValueError:
        raise CodeError(_("This day does not exist.")) from None
    if not 1800 <= number <= 2200:
        raise CodeError(_("This year cannot be."))
    return date


def _western(text: str) -> str:
    """Chinese numerals of a date in Arabic ones: 二〇一六年十二月三十一日 → 2016年12月31日."""

    def tens(match: re.Match[str]) -> str:
        ten, one = match.group(1), match.group(2)
        return (ten.translate(_CHINESE) or "1") + (one.translate(_CHINESE) or "0")

    return re.sub("([一二三]?)十([一二三四五六七八九]?)", tens, text).translate(_CHINESE)
