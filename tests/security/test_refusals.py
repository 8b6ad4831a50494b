"""What Lianxin refuses to know cannot get in: by no column of any list, no line, no form, no schema of a kind."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.apps import apps
from django.db import models
from tests.security.conftest import send

from lianxin.ballots.kind import ballot_kinds
from lianxin.bulletins.kind import bulletin_kinds
from lianxin.core.checks import REFUSED_WORDS
from lianxin.desk.people.forms import PersonForm
from lianxin.gatherings.kind import gathering_kinds
from lianxin.lists.columns import REFUSED
from lianxin.matters.kind import matter_kinds
from lianxin.portal.forms import OwnValuesForm
from lianxin.register.models import Import, Mention, Person, SourceRow, Tie, Touch
from lianxin.register.queries.statements import PERSON_FIELDS

BAD = ("政治面貌", "政治身份", "政治  面貌", "宗教信仰", "宗教", "信仰", "民族", "思想表现", "现实表现", "表现", "态度", "备注", "备注说明", "党派", "入党时间",
       "忠诚度", "Political status", "Religion", "Remarks", "ethnic group")  # fmt: skip
WORDS = {heading: f"绝密词{n}" for n, heading in enumerate(BAD)}
SHEETS = {
    "people": ("大连市软件行业协会会员名单", "姓名,性别,手机,工作单位", "张三丰,男,13900005555,大连武当科技有限公司"),
    "organisations": ("大连市软件行业协会会员单位名单", "单位名称,统一社会信用代码,法定代表人,联系电话", "大连武当科技有限公司,,张三丰,0411-82345678"),
    "ties": ("联络员名册", "组织名称,A/B角,姓名,联系电话", "大连市软件行业协会,A角,张三丰,13900005555"),
    "gatherings": ("活动台账", "活动名称,活动类型,日期,地点,主办单位,人数", "三新论坛第9期,论坛,2017-05-18,同心会客厅,大连市软件行业协会,30"),
    "attendance": ("三新论坛第9期签到表 2017年5月18日", "姓名,手机,工作单位,签到", "张三丰,13900005555,大连武当科技有限公司,√"),
    "matters": ("青泥洼桥街道工作站诉求登记台账", "登记日期,姓名,联系电话,事项,诉求内容,办结日期,满意度", "2017-03-01,张三丰,13900005555,法律咨询,问合同,2017-03-05,满意"),
}


def everything() -> str:
    """All that the import keeps, unsealed."""
    rows = [list(SourceRow.objects.values_list("sheet", "cells")), list(Mention.objects.values_list("values", "name_key"))]
    rows += [list(Import.objects.values_list("report", "file_name")), list(Touch.objects.values_list("before")), list(Tie.objects.values_list("role"))]
    return str(rows) + str(list(Person.objects.values_list(*PERSON_FIELDS)))


@pytest.mark.parametrize("kind", SHEETS)
def test_no_list_of_any_type_brings_it_in(two, kind):
    title, head, row = SHEETS[kind]
    text = f"{title}\n{head},{','.join(BAD)}\n{row},{','.join(WORDS.values())}\n{row},{','.join(['党员'] * len(BAD))}\n"
    outcome = send(text, f"{kind}.csv", two.cast.by, two.cast.association, basis="contract")
    (sheet,) = outcome.sheets
    assert sheet.recognised.type == kind
    assert set(sheet.recognised.dropped) >= set(BAD)
    kept = everything()
    assert [word for word in (*WORDS.values(), "党员") if word in kept] == []


@pytest.mark.parametrize("line", ["中共党员", "一、宗教界人士", "信仰基督教", "思想表现好的"])
def test_a_line_above_people_brings_nothing_in(two, line):
    text = f"大连市软件行业协会会员名单\n姓名,手机,工作单位\n{line},,\n张三丰,13900005555,大连武当科技有限公司\n李四光,13900005556,大连地质科技有限公司\n"
    send(text, "名单.csv", two.cast.by, two.cast.association, basis="contract")
    assert line.removeprefix("一、") not in everything()
    assert Tie.objects.filter(kind="membership", person__name="张三丰").exists()


def test_the_refusal_knows_every_way_to_write_it():
    assert [heading for heading in BAD if not REFUSED.search(re.sub(r"\s", "", heading))] == []


def test_no_free_text_stands_on_a_person():
    texts = [f.name for f in Person._meta.local_fields if isinstance(f, models.TextField) or (isinstance(f, models.CharField) and f.max_length > 200)]
    assert texts == []
    assert {f.name for f in Person._meta.local_fields} == {
        "id", "name", "sort_key", "sex", "birth", "document_kind", "document_number", "phone", "email", "address", "merged_into", "erased_on", "added_on",
        "name_key", "stroke_key",
    }  # fmt: skip
    for form in (PersonForm(), OwnValuesForm()):
        assert set(form.fields) <= {*PERSON_FIELDS, "blank"}
        assert not any(isinstance(field.widget, forms.Textarea) for field in form.fields.values())


def test_no_schema_of_a_kind_has_such_a_field():
    found = [
        f"{kind.key}.{name}"
        for family in (matter_kinds, gathering_kinds, ballot_kinds, bulletin_kinds)
        for kind in family
        for name in kind.details.model_fields
        if any(word in name for word in (*REFUSED_WORDS, "remark", "comment", "score", "rank"))
    ]
    assert found == []
    for family in (matter_kinds, gathering_kinds, ballot_kinds, bulletin_kinds):
        for kind in family:
            assert kind.details.model_config.get("extra") == "forbid", kind.key


def test_no_model_of_people_has_a_free_remark():
    for model in apps.get_models():
        if model._meta.app_label == "register":
            assert not {f.name for f in model._meta.local_fields} & {"remark", "remarks", "note", "notes", "comment", "tags", "score", "rank"}, model
