"""Names of bodies taken apart."""

import pytest

from lianxin.linkage.bodies import Places, body_name

PLACES = Places(["大连市", "辽宁省", "中国", "沙河口区", "高新区"], wide=["大连市", "辽宁省", "中国"])


@pytest.mark.parametrize(
    ("name", "place", "core", "form", "group", "branch"),
    [
        ("大连湾锦文化传媒有限公司", "大连", "湾锦文化传媒", "limited", False, ""),
        ("大连市湾锦文化传媒有限责任公司", "大连", "湾锦文化传媒", "limited", False, ""),
        ("湾锦（大连）文化传媒有限公司", "大连", "湾锦文化传媒", "limited", False, ""),
        ("湾锦(大连高新区)文化传媒有限公司", "大连高新区", "湾锦文化传媒", "limited", False, ""),
        ("湾锦文化公司", "", "湾锦文化", "company", False, ""),
        ("大连博乐旅行社（集团）有限公司", "大连", "博乐旅行社", "limited", True, ""),
        ("大连博乐旅行社集团有限公司", "大连", "博乐旅行社", "limited", True, ""),
        ("大连金东科技商行", "大连", "金东科技", "商行", False, ""),
        ("大連科品貿易有限公司沙河口區分公司", "大连", "科品贸易", "limited", False, "沙河口区分公司"),
        ("大连铭绣农业发展中心（有限合伙）", "大连", "铭绣农业发展", "中心有限合伙", False, ""),
        ("沙河口区第十五小学", "沙河口区", "第十五小学", "", False, ""),
        ("大连大学", "大连", "大学", "", False, ""),
    ],
)
def test_parts_of_a_name(name, place, core, form, group, branch):
    found = body_name(name, PLACES)
    assert (found.place, found.core, found.form, found.group, found.branch) == (place, core, form, group, branch)


def test_the_district_stands_without_the_city():
    assert body_name("大连市沙河口区教育局", PLACES).district == "沙河口区"
    assert body_name("大连市教育局", PLACES).district == ""
