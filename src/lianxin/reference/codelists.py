"""Code lists of national standards that do not change from year to year, as choices of model fields.

The stored value is the standard's code where there is one. The names are the standard's in Chinese; the English ones
are ours. `read` understands a value as lists write it and gives None for anything else.
"""

from __future__ import annotations

import unicodedata

from django.db import models
from django.utils.translation import gettext_lazy as _


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


class Sex(models.TextChoices):
    """GB/T 2261.1-2003. Read from what a list says, never derived from a document number or a name."""

    UNKNOWN = "0", _("Unknown sex")
    MALE = "1", _("Male")
    FEMALE = "2", _("Female")
    NOT_STATED = "9", _("Sex not stated")

    @classmethod
    def read(cls, text: str) -> Sex | None:
        return _SEX_WORDS.get(_plain(text).casefold())


_SEX_WORDS = {
    **dict.fromkeys(("男", "男性", "男士", "先生", "m", "male", "1"), Sex.MALE),
    **dict.fromkeys(("女", "女性", "女士", "小姐", "f", "female", "2"), Sex.FEMALE),
    **dict.fromkeys(("未知", "不详", "0"), Sex.UNKNOWN),
    **dict.fromkeys(("未说明", "9"), Sex.NOT_STATED),
}


class Education(models.TextChoices):
    """GB/T 4658-2006, the upper level of the code."""

    POSTGRADUATE = "10", _("Postgraduate")
    UNDERGRADUATE = "20", _("Undergraduate")
    COLLEGE = "30", _("Junior college")
    VOCATIONAL = "40", _("Secondary vocational school")
    HIGH_SCHOOL = "60", _("Senior secondary school")
    JUNIOR_SECONDARY = "70", _("Junior secondary school")
    PRIMARY = "80", _("Primary school")
    OTHER = "90", _("Other schooling")

    @classmethod
    def read(cls, text: str) -> Education | None:
        return _EDUCATION_WORDS.get(_plain(text).removesuffix("学历").removesuffix("毕业"))


_EDUCATION_WORDS = {
    **dict.fromkeys(
        ("研究生", "硕士", "硕士研究生", "博士", "博士研究生", "MBA", "EMBA"), Education.POSTGRADUATE
    ),
    **dict.fromkeys(("本科", "大学", "大学本科", "学士"), Education.UNDERGRADUATE),
    **dict.fromkeys(("专科", "大专", "大学专科", "高职"), Education.COLLEGE),
    **dict.fromkeys(("中专", "中职", "技校", "职高", "中等职业教育"), Education.VOCATIONAL),
    **dict.fromkeys(("高中", "普通高中"), Education.HIGH_SCHOOL),
    **dict.fromkeys(("初中",), Education.JUNIOR_SECONDARY),
    **dict.fromkeys(("小学",), Education.PRIMARY),
    **dict.fromkeys(("其他", "其它"), Education.OTHER),
}


class Stratum(models.TextChoices):
    """The four categories of the new social strata. A person may be in several, with dates."""

    MANAGER = "manager", _("Manager or technician of a private or foreign-invested firm")
    SOCIAL = "social", _("Staff of a social or intermediary organisation")
    FREELANCE = "freelance", _("Freelancer")
    NEW_MEDIA = "new_media", _("New-media practitioner")


class Grade(models.TextChoices):
    """Official grade of a social organisation; Lianxin registers it and never awards it."""

    A5 = "5A", "5A"
    A4 = "4A", "4A"
    A3 = "3A", "3A"
    A2 = "2A", "2A"
    A1 = "1A", "1A"

    @classmethod
    def read(cls, text: str) -> Grade | None:
        word = _plain(text).upper().removesuffix("级")
        word = f"{len(word)}A" if word and set(word) == {"A"} else word
        return cls(word) if word in cls.values else None


class AppointmentLevel(models.TextChoices):
    """Level of a body to which somebody is appointed, or at which a paper is adopted."""

    CENTRAL = "central", _("Central")
    PROVINCE = "province", _("Provincial")
    CITY = "city", _("City level")
    DISTRICT = "district", _("District level")


class LegalForm(models.TextChoices):
    """What kind of body an organisation is in law. The first two characters of the credit code hint at it."""

    SOCIAL_GROUP = "social_group", _("Social group")
    PRIVATE_UNIT = "private_unit", _("Private non-enterprise unit")
    FOUNDATION = "foundation", _("Foundation")
    COMPANY = "company", _("Company")
    SOLE_TRADER = "sole_trader", _("Sole trader")
    COOPERATIVE = "cooperative", _("Farmers' cooperative")
    LAW_FIRM = "law_firm", _("Law firm")
    OTHER_LEGAL = "other_legal", _("Other legal-service body")
    STATE_ORGAN = "state_organ", _("State organ")
    PUBLIC_INSTITUTION = "public_institution", _("Public institution")
    MASS_ORGANISATION = "mass_organisation", _("People's organisation")
    TRADE_UNION = "trade_union", _("Trade union")
    OTHER = "other", _("Other body")

    @classmethod
    def hint(cls, credit_code: str) -> LegalForm | None:
        """What the authority and type characters of a credit code (GB 32100-2015) say; a hint, never a verdict."""
        return _FORM_HINTS.get(credit_code[:2].upper())


_FORM_HINTS = {
    "11": LegalForm.STATE_ORGAN,
    "12": LegalForm.PUBLIC_INSTITUTION,
    "13": LegalForm.MASS_ORGANISATION,
    "31": LegalForm.LAW_FIRM,
    **dict.fromkeys(("32", "33", "34", "35", "39"), LegalForm.OTHER_LEGAL),
    "51": LegalForm.SOCIAL_GROUP,
    "52": LegalForm.PRIVATE_UNIT,
    "53": LegalForm.FOUNDATION,
    "81": LegalForm.TRADE_UNION,
    "91": LegalForm.COMPANY,
    "92": LegalForm.SOLE_TRADER,
    "93": LegalForm.COOPERATIVE,
}


class Industry(models.TextChoices):
    """GB/T 4754-2017, the letters A to T."""

    A = "A", _("Agriculture, forestry, animal husbandry and fishery")
    B = "B", _("Mining")
    C = "C", _("Manufacturing")
    D = "D", _("Electricity, heat, gas and water supply")
    E = "E", _("Construction")
    F = "F", _("Wholesale and retail trade")
    G = "G", _("Transport, storage and post")
    H = "H", _("Accommodation and catering")
    I = "I", _("Information transmission, software and information technology")  # noqa: E741  the standard's letter
    J = "J", _("Finance")
    K = "K", _("Real estate")
    L = "L", _("Leasing and business services")
    M = "M", _("Scientific research and technical services")
    N = "N", _("Water, environment and public facilities")
    O = "O", _("Household, repair and other services")  # noqa: E741  the standard's letter
    P = "P", _("Education")
    Q = "Q", _("Health and social work")
    R = "R", _("Culture, sports and entertainment")
    S = "S", _("Public administration, social security and social organisations")
    T = "T", _("International organisations")

    @classmethod
    def read(cls, text: str) -> Industry | None:
        """A letter, the standard's name, or a short name as lists write it (信息技术, 批发零售)."""
        word = _plain(text)
        if word[:1].upper() in cls.values and (len(word) == 1 or word[1:].isdigit()):
            return cls(word[0].upper())
        return next((industry for mark, industry in _INDUSTRY_MARKS if mark in word), None)


_INDUSTRY_MARKS = (
    # In this order: 公共管理 and 社会组织 must not fall to 管理 or 服务, which come last.
    ("公共管理", Industry.S), ("社会保障", Industry.S), ("社会组织", Industry.S), ("国际组织", Industry.T),
    ("公共设施", Industry.N), ("公共服务", Industry.N), ("水利", Industry.N), ("环境", Industry.N),
    ("批发", Industry.F), ("零售", Industry.F), ("信息", Industry.I), ("软件", Industry.I), ("互联网", Industry.I),
    ("租赁", Industry.L), ("商务", Industry.L), ("科学研究", Industry.M), ("科研", Industry.M), ("技术服务", Industry.M),
    ("住宿", Industry.H), ("餐饮", Industry.H), ("运输", Industry.G), ("仓储", Industry.G), ("邮政", Industry.G),
    ("物流", Industry.G), ("金融", Industry.J), ("房地产", Industry.K), ("教育", Industry.P), ("卫生", Industry.Q),
    ("医疗", Industry.Q), ("社会工作", Industry.Q), ("文化", Industry.R), ("体育", Industry.R), ("娱乐", Industry.R),
    ("建筑", Industry.E), ("制造", Industry.C), ("采矿", Industry.B), ("电力", Industry.D), ("燃气", Industry.D),
    ("农", Industry.A), ("林业", Industry.A), ("畜牧", Industry.A), ("渔业", Industry.A),
    ("居民服务", Industry.O), ("修理", Industry.O), ("服务", Industry.O),
)  # fmt: skip
"""公共服务 in the associations' lists stands for 水利、环境和公共设施管理业: its members are firms, not offices."""
