"""Code lists read what lists write."""

import pytest
from django.utils import translation

from lianxin.reference.codelists import Education, Grade, Industry, LegalForm, Sex


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("男", Sex.MALE),
        ("先生", Sex.MALE),
        ("女士", Sex.FEMALE),
        ("F", Sex.FEMALE),
        (" ｍ ", Sex.MALE),
        ("？", None),
        ("", None),
    ],
)
def test_sex(text: str, sex: Sex | None) -> None:
    assert Sex.read(text) == sex


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("制造业", "C"), ("服务", "O"), ("信息技术", "I"), ("公共服务", "N"), ("房地产", "K"), ("运输", "G"), ("农业", "A"), ("批发零售", "F"),
        ("餐饮", "H"), ("医疗", "Q"), ("文化", "R"), ("建筑业", "E"), ("教育", "P"), ("金融", "J"), ("软件和信息技术服务业", "I"),
        ("租赁和商务服务业", "L"), ("公共管理、社会保障和社会组织", "S"), ("居民服务、修理和其他服务业", "O"), ("I65", "I"), ("k", "K"), ("其他", None), ("", None),
    ],
)  # fmt: skip
def test_industry(text: str, letter: str | None) -> None:
    assert Industry.read(text) == letter


def test_grade_education_and_form() -> None:
    assert [Grade.read(text) for text in ("5A", "４ａ级", "AAA", "AAA级", "六A", "")] == [
        "5A",
        "4A",
        "3A",
        "3A",
        None,
        None,
    ]
    assert [Education.read(text) for text in ("本科", "大专学历", "硕士", "博士研究生", "自学")] == [
        "20",
        "30",
        "10",
        "10",
        None,
    ]
    assert LegalForm.hint("51210200000000001N") is LegalForm.SOCIAL_GROUP
    assert LegalForm.hint("Y1210200MA00000010") is None


def test_names_are_in_the_office_language() -> None:
    with translation.override("zh-hans"):
        assert str(Industry.R.label) == "文化、体育和娱乐业"
        assert str(Sex.FEMALE.label) == "女"
