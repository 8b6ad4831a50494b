"""Places: their history, their tree, and how lists write them."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.core.errors import UnknownName
from lianxin.reference.models import Place
from lianxin.reference.queries import find_place, place_by_code, place_by_id, place_on, units_on
from lianxin.reference.services.load import load_reference

D = dt.date
NOW = D(2017, 7, 14)
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("西岗", "西岗区"),
        ("西岗区", "西岗区"),
        (" 西　岗 区 ", "西岗区"),
        ("中山", "中山区"),
        ("旅顺口", "旅顺口区"),
        ("旅顺", "旅顺口区"),
        ("长海", "长海县"),
        ("庄河", "庄河市"),
        ("高新园区", "高新园区"),
        ("高新园", "高新园区"),
        ("高新区", "高新园区"),
        ("大连高新技术产业园区", "高新园区"),
        ("开发区", "开发区"),
        ("大连市", "大连市"),
        ("大连", "大连市"),
        ("辽宁省大连市", "大连市"),
        ("辽宁大连", "大连市"),
        ("辽宁省", "辽宁省"),
        ("大连市甘井子区", "甘井子区"),
        ("普兰店市", "普兰店区"),
        ("普兰店", "普兰店区"),
        ("新金县", "普兰店区"),
        ("金县", "金州区"),
        ("大连市甘井子区绿波小区3号楼2单元1203", "甘井子区"),
        ("辽宁省大连市普兰店区文化街241号", "普兰店区"),
        ("大连甘井子区上海路166号", "甘井子区"),
        ("大连中山区民主路1号", "中山区"),
        ("甘井子区大连路5号", "甘井子区"),
        ("中山区沙河口区路5号", "中山区"),
        ("高新园区人民路277号", "高新园区"),
        ("大连市解放路5号", "大连市"),
        ("中山区青泥洼桥街道", "青泥洼桥街道"),
        ("大连市沙河口区星海湾街道星雨社区", "星海湾街道"),
        ("青泥洼桥街道", "青泥洼桥街道"),
        ("庄河市新华街道", "新华街道"),
        ("瓦房店市新华街207号", "瓦房店市"),
    ],
)
def test_places_as_lists_write_them(text: str, name: str) -> None:
    place = find_place(text, NOW)
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "中山路5号",
        "中山市火炬区",
        "西岗路8号",
        "幸福e家26号楼",
        "沈阳市和平区",
        "辽宁省沈阳市和平区",
        "新华街道",
        "大连路5号",
        "金州路",
        "北京",
    ],
)
def test_what_is_not_a_place_of_ours(text: str) -> None:
    assert find_place(text, NOW) is None


def test_a_former_name_gives_the_form_of_the_day() -> None:
    assert [find_place("普兰店区", day).code for day in (D(1990, 1, 1), D(2012, 8, 1), D(2015, 10, 13))] == [
        "210222",
        "210282",
        "210214",
    ]
    assert find_place("普兰店市", D(2015, 10, 12)).code == "210282"
    assert find_place("普兰店市皮口街道", NOW).name == "皮口街道"


def test_former_and_present_form_are_one_unit() -> None:
    town, county, district = (Place.objects.get(code=code) for code in ("210282", "210222", "210214"))
    assert town.district_id == county.district_id == district.district_id == district.pk
    within = set(Place.objects.within(district))
    assert {town, county, district} <= within
    assert Place.objects.get(name="皮口街道") in within
    assert place_on(district, D(2014, 1, 1)) == town
    assert place_on(county, NOW) == district


def test_the_table_by_district_has_ten_units_and_the_zones() -> None:
    units = units_on(NOW)
    codes = [unit.code for unit in units if unit.code]
    assert codes == [
        "210202",
        "210203",
        "210204",
        "210211",
        "210212",
        "210213",
        "210214",
        "210224",
        "210281",
        "210283",
    ]
    assert [unit.name for unit in units if not unit.code] == ["高新园区", "长兴岛"]
    assert list(Place.objects.units(NOW)) == units
    assert [unit.code for unit in units_on(D(2014, 1, 1)) if unit.code][-3:] == ["210281", "210282", "210283"]
    assert Place.objects.get(name="开发区").district.code == "210213"


def test_path_holds_the_ancestors_and_itself() -> None:
    street = Place.objects.get(name="青泥洼桥街道")
    district = street.parent
    city = district.parent
    assert street.path == f"/{city.parent_id}/{city.pk}/{district.pk}/{street.pk}/"
    assert city.district_id is None
    assert Place.objects.within(city).filter(pk=street.pk).exists()
    assert not Place.objects.within(district).filter(pk=city.pk).exists()


def test_by_code_knows_the_day() -> None:
    assert Place.objects.by_code("210282", D(2014, 1, 1)).name == "普兰店市"
    assert Place.objects.by_code("210282", NOW) is None
    assert Place.objects.by_code("", NOW) is None
    assert place_by_code("210282", NOW).code == "210214"
    with pytest.raises(UnknownName, match="210202 中山区"):
        place_by_code("999999", NOW)
    with pytest.raises(UnknownName):
        place_by_id(0)


def test_finding_costs_no_statement_once_loaded() -> None:
    find_place("西岗", NOW)
    with CaptureQueriesContext(connection) as caught:
        place = find_place("大连市西岗区民主路15号", NOW)
        assert place.district.parent.name == "大连市"
    assert len(caught) == 0


def test_loading_again_changes_nothing_and_mends_a_broken_row() -> None:
    assert load_reference().places == 0
    Place.objects.filter(code="210203").update(aliases="西")
    assert load_reference().places == 1
    assert Place.objects.get(code="210203").aliases == ""
