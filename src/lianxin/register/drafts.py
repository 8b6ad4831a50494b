"""From the typed cells of a row to the parties that it mentions: values by column of Person and Organisation.

Committers of every app use these, so that an employer on a sign-in sheet and one on a member list are read alike.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from lianxin.core.names import tidy_name
from lianxin.lists.cells import write_phones
from lianxin.reference.codes import CreditCode, DocumentNumber, PartialDate, Phone, PhoneKind
from lianxin.reference.models import Place
from lianxin.reference.queries import find_place
from lianxin.register.enums import MentionRole, OrganisationKind
from lianxin.register.records import Draft

Values = Mapping[str, object]

_BY_CODE = {
    "51": OrganisationKind.ASSOCIATION,
    "52": OrganisationKind.PRIVATE_UNIT,
    "53": OrganisationKind.FOUNDATION,
    "91": OrganisationKind.FIRM,
    "92": OrganisationKind.FIRM,
    "93": OrganisationKind.FIRM,
    "11": OrganisationKind.DEPARTMENT,
}
_BY_NAME = (
    (re.compile("[区市县]新的?社会阶层(?:代表)?人士联谊会$"), OrganisationKind.DISTRICT_ASSOCIATION),
    (re.compile("服务站$"), OrganisationKind.STATION),
    (re.compile("义工团|志愿团|志愿者?队|讲师团|服务队"), OrganisationKind.TEAM),
    (re.compile("基金会$"), OrganisationKind.FOUNDATION),
    (re.compile("大学|学院$|中学|小学|学校$|幼儿园$|党校$"), OrganisationKind.SCHOOL),
    (re.compile("协会|商会|学会|联合会|促进会|联谊会|研究会|同学会|校友会|总会$|分会$"), OrganisationKind.ASSOCIATION),
    (re.compile("社会(?:工作)?(?:服务|创新|组织).*中心$|社工中心$|(?:服务|促进|发展)中心$"), OrganisationKind.PRIVATE_UNIT),
    (re.compile("[委局厅署]$|政府$|委员会$|办公室$|法院$|检察院$|管委会$|街道办事处$"), OrganisationKind.DEPARTMENT),
)  # fmt: skip


def kind_of_body(name: str, credit_code: str = "") -> OrganisationKind:
    """What a new body is, by its own ending and by the authority in its credit code (DOMAIN §3); a firm if nothing says."""
    for pattern, kind in _BY_NAME[:3]:
        if pattern.search(name):
            return kind
    if credit_code[:2] in _BY_CODE:
        return _BY_CODE[credit_code[:2]]
    return next((kind for pattern, kind in _BY_NAME[3:] if pattern.search(name)), OrganisationKind.FIRM)


def person_draft(values: Values, role: MentionRole = MentionRole.SUBJECT) -> Draft:
    """The person of a row: name, sex, birth, document, phones (mobiles first), e-mail, address, licence number."""
    said: dict[str, Any] = {"name": str(values["name"])[:100]}
    if values.get("name_aside") in {"大", "小"}:
        # 王刚（大） and 王刚（小） are two people whom one list tells apart.
        said["aside"] = values["name_aside"]
    if values.get("sex"):
        said["sex"] = str(values["sex"])
    birth = values.get("birth")
    if isinstance(birth, PartialDate):
        said["birth"] = str(birth)
    document = values.get("id_number")
    if isinstance(document, DocumentNumber):
        said |= {"document_kind": str(document.kind), "document_number": document.number}
    if phones := phones_said(values.get("phone")):
        said["phone"] = phones
    for key in ("email", "address", "licence_number"):
        if values.get(key):
            said[key] = str(values[key])
    return Draft(role, said)


def phones_said(found: object) -> list[str]:
    """Numbers of a cell, mobiles first; an extension stays behind its number."""
    given = [phone for phone in found if isinstance(phone, Phone)] if isinstance(found, tuple) else []
    return [write_phones((phone,)) for phone in sorted(given, key=lambda phone: phone.kind != PhoneKind.MOBILE)]


def body_draft(name: object, role: MentionRole, values: Values | None = None, kind: str = "") -> Draft:
    """A body that a row mentions, with what the row says of it."""
    said: dict[str, Any] = {"name": str(name)[:200]}
    given = values or {}
    code = given.get("credit_code")
    if isinstance(code, CreditCode):
        said["credit_code"] = code.code
    if given.get("legal_person"):
        said["legal_person"] = tidy_name(str(given["legal_person"])).name[:100]
    if phones := phones_said(given.get("phone")):
        said["phone"] = phones
    for key in ("industry", "address"):
        if given.get(key):
            said[key] = str(given[key])[:60] if key == "industry" else str(given[key])
    return Draft(role, said, is_organisation=True, kind=kind or kind_of_body(said["name"], said.get("credit_code", "")))


def employer_draft(values: Values, key: str = "employer") -> list[Draft]:
    """The employer of a row, if it names one."""
    return [body_draft(values[key], MentionRole.EMPLOYER)] if values.get(key) else []


def place_said(values: Values, on: dt.date) -> Place | None:
    """The place of a row's district, else of its address."""
    for key in ("district", "address"):
        if values.get(key) and (place := find_place(str(values[key]), on)) is not None:
            return place
    return None


def first_day(value: object) -> dt.date | None:
    """The first day that a date known to the day, month or year may mean."""
    return value.first() if isinstance(value, PartialDate) else None


def is_whole_name(name: str) -> bool:
    """Whether a name can stand for a person: 李律师 cannot."""
    return not tidy_name(name).family_only
