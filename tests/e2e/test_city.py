"""The sample city in a browser: from a list to a figure, from a question to an answer, with and without JavaScript."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.e2e.conftest import NARROW, PHONE

pytestmark = pytest.mark.slow
ACCOUNTS = (
    "demo-member", "demo-liaison", "demo-station", "demo-lawyer", "demo-district", "demo-city", "demo-leader", "demo-dpo",
    "demo-security", "demo-system", "demo-audit",
)  # fmt: skip
LIST = """大连市软件行业协会会员名单（截至2017年6月）
序号,姓名,性别,单位,职务,联系电话,政治面貌,备注
1,欧阳试航,男,大连试航软件有限公司,经理,13900010001,群众,思想积极
2,单试帆,女,大连试帆科技有限公司,工程师,13900010002,党员,
3,试无名,男,大连试帆科技有限公司,工程师,1390001,群众,
"""
DESK_PAGES = (
    "/desk/", "/desk/figures/", "/desk/figures/D1.forum_times/", "/desk/programmes/", "/desk/programmes/D1/", "/desk/reports/annual/",
    "/desk/people/", "/desk/organisations/", "/desk/gatherings/", "/desk/matters/", "/desk/bulletins/", "/desk/ballots/",
    "/desk/channels/", "/desk/documents/", "/desk/todo/", "/desk/search/?q=wang",
)  # fmt: skip
PORTAL_PAGES = (
    "/me/", "/me/matters/", "/me/matters/new/", "/me/matters/new/feedback/", "/me/gatherings/", "/me/bulletins/", "/me/record/",
    "/me/record/ties/", "/me/record/consents/", "/me/record/readings/", "/me/record/sight/", "/me/record/everything/", "/me/settings/",
)  # fmt: skip
PUBLIC_PAGES = ("/", "/accounts/login/", "/gatherings/", "/columns/", "/privacy/")


def number_in(text: str | None) -> int:
    return int(re.sub(r"\D", "", text or "") or 0)


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_role_has_a_button_and_a_first_page(visit, account):
    page = visit(account)
    assert re.search(r"/(desk|me)/", page.url)
    expect(page.locator("main h1").first).to_be_visible()


def test_a_list_is_previewed_taken_in_and_taken_back(visit, tmp_path: Path):
    page, file = visit("demo-city"), tmp_path / "会员名单.csv"
    file.write_text(LIST, encoding="gb18030")
    page.goto("/desk/lists/")
    page.locator("main a[href$='/lists/upload/']").first.click()
    page.locator("input[type=file]").set_input_files(file)
    page.locator("select[name=basis]").select_option("consent")
    page.locator("main form:has(input[type=file]) button[type=submit]").click()
    main = page.locator("main")
    expect(main).to_contain_text("政治面貌")
    expect(main).to_contain_text("1390001")
    assert "群众" not in main.inner_text()
    assert "思想积极" not in page.content()
    page.locator("main form[action$='/commit/'] button[type=submit]").click()
    page.wait_for_load_state("load")
    page.goto("/desk/people/?q=欧阳试航")
    expect(page.locator("main tbody")).to_contain_text("欧阳试航")
    page.goto("/desk/lists/")
    page.locator("main tbody tr", has_text="会员名单").locator("a").first.click()
    page.locator("main a[href$='/undo/']").click()
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_load_state("load")
    page.goto("/desk/people/?q=欧阳试航")
    assert page.locator("main tbody tr", has_text="欧阳试航").count() == 0


def test_a_figure_opens_to_its_records(visit):
    """The number on the front page, on its own page and over its list is one; a record opens."""
    page = visit("demo-city")
    page.goto("/desk/")
    link = page.locator("main a[href*='/figures/D1.forum_times/']:not([href*='passport'])").first
    front = number_in(link.inner_text())
    link.click()
    expect(page).to_have_url(re.compile(r"/figures/D1\.forum_times/"))
    told = page.locator("[data-value]").first
    value, opened, withheld = (int(float(told.get_attribute(f"data-{name}") or "0")) for name in ("value", "opened", "withheld"))
    assert opened + withheld == value > 3000
    assert front in {0, value} or str(value) in str(front)
    page.locator("#records a[href^='/desk/']").first.click()
    assert page.locator("main h1").count() == 1


def test_a_member_asks_on_the_phone_and_the_station_takes_it(visit):
    phone = visit("demo-member", PHONE)
    phone.goto("/me/matters/new/feedback/")
    phone.locator("input[type=radio][name=category]").first.check()
    station = phone.locator("select[name=station] option", has_text="青泥洼桥")
    phone.locator("select[name=station]").select_option(station.first.get_attribute("value"))
    phone.locator("textarea[name=content]").fill("楼下的路灯坏了三天，晚上看不清台阶。")
    phone.locator("main form button[type=submit]").last.click()
    expect(phone).to_have_url(re.compile(r"/me/matters/\d+/"))
    number = re.search(r"[A-Z]{2}2017-\d{5}", phone.content())
    assert number, "the member is told no number"

    desk = visit("demo-station")
    desk.goto("/desk/todo/")
    desk.locator("main tbody a", has_text=number.group()).first.click()
    expect(desk.locator("main")).to_contain_text("路灯坏了三天")
    move = desk.locator("details:has(input[name=move][value=accept])")
    move.locator("summary").click()
    move.locator("button[type=submit]").click()
    desk.wait_for_load_state("load")

    phone.reload()
    expect(phone.locator("main")).to_contain_text("受理")
    office = visit("demo-city")
    office.goto(desk.url.replace(desk.url.split("/desk/")[0], ""))
    assert "路灯坏了三天" not in office.content(), "the city office reads what the station's desk may read alone"


def test_the_keyboard_finds_people_and_pages(visit):
    page = visit("demo-city")
    page.goto("/desk/people/")
    name = page.locator("main tbody a").first.inner_text()
    page.keyboard.press("Control+k")
    box = page.locator("dialog#palette[open] input")
    expect(box).to_be_focused()
    box.fill(name)
    expect(page.locator("#palette-list li", has_text=name).first).to_be_visible()
    page.keyboard.press("Escape")  # the first clears the box, as in every search box
    page.keyboard.press("Escape")
    expect(page.locator("dialog#palette[open]")).to_have_count(0)


def test_the_language_switch_keeps_the_page(visit):
    page = visit("demo-city")
    page.goto("/desk/people/?q=wang")
    address = page.url
    assert "wang" not in address
    page.locator("header summary, header .menu button").filter(has_text=re.compile("简体|中文")).first.click()
    page.locator("button[name=language][value=en]").locator("visible=true").first.click()
    page.wait_for_load_state("load")
    assert page.url == address
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("main h1")).to_have_text("People")


def test_traditional_characters_for_words_and_never_for_names(visit):
    page, other = visit("demo-city"), visit("demo-city", language="zh-hant")
    for one in (page, other):
        one.goto("/desk/organisations/")
    assert page.locator("main h1").inner_text() != other.locator("main h1").inner_text()
    assert page.locator("main tbody a").all_inner_texts() == other.locator("main tbody a").all_inner_texts()


def test_the_main_road_needs_no_javascript(visit):
    desk = visit("demo-city", javascript=False)
    desk.goto("/desk/people/?q=wang")
    assert desk.locator("main tbody tr").count() > 1
    desk.locator("main tbody a").first.click()
    assert "/desk/people/" in desk.url
    desk.goto("/desk/figures/D1.forum_times/")
    assert desk.locator("#records a[href^='/desk/']").count() > 5

    phone = visit("demo-member", PHONE, javascript=False)
    phone.goto("/me/matters/new/feedback/")
    phone.locator("input[type=radio][name=category]").first.check()
    phone.locator("textarea[name=content]").fill("没有脚本也能提交。")
    phone.locator("main form button[type=submit]").last.click()
    assert re.search(r"/me/matters/\d+/", phone.url)


@pytest.mark.parametrize(
    ("account", "pages"), [("", PUBLIC_PAGES), ("demo-member", PORTAL_PAGES), ("demo-leader", ("/me/lead/",))], ids=["public", "me", "lead"]
)
def test_a_phone_of_320_pixels_scrolls_one_way_only(visit, overflow, account, pages):
    page, wide = visit(account, NARROW), []
    for path in pages:
        page.goto(path)
        if by := overflow(page):
            wide.append(f"{path}: {by} px wider than the screen")
    assert wide == []


@pytest.mark.parametrize(
    ("account", "pages", "viewport"),
    [("", PUBLIC_PAGES, None), ("demo-city", DESK_PAGES, None), ("demo-member", PORTAL_PAGES, PHONE)],
    ids=["public", "desk", "me"],
)
def test_axe_finds_nothing_serious(visit, serious, account, pages, viewport):
    page = visit(account, viewport) if viewport else visit(account)
    found = []
    for path in pages:
        page.goto(path)
        found += [f"{path} {fault}" for fault in serious(page)]
    assert found == []


@pytest.mark.parametrize("path", DESK_PAGES)
def test_a_page_stands_on_a_phone_too(visit, overflow, path):
    page = visit("demo-city", PHONE)
    page.goto(path)
    assert overflow(page) == 0


def test_a_report_is_written_in_words_and_with_the_keyboard(visit):
    page = visit("demo-city")
    page.goto("/desk/reports/new/?kind=notice")
    page.locator("main form button[type=submit]").click()
    paper = page.locator("#studio-paper")
    expect(paper.locator("a.number").first).to_be_visible()
    paper.locator("[data-block]").nth(1).focus()
    page.keyboard.press("Enter")
    line = paper.locator(".sblock__line")
    expect(line.locator(".chip")).to_have_text("时段")
    page.keyboard.press("Control+End")
    page.keyboard.type("现有会员1人。")
    page.keyboard.press("Enter")
    page.keyboard.type("论坛签到")
    page.locator("#studio-search").fill("论坛直接参加人次")
    page.locator("#studio-found [data-key='D1.forum_times']").click()
    page.keyboard.type("。")
    page.keyboard.press("Escape")
    expect(paper.locator("[data-block]").nth(2).locator("a.number")).to_contain_text("人次")
    expect(page.locator("#studio-findings mark")).to_have_text("1人")
    expect(paper.locator(".sblock--finding")).to_have_count(1)
    page.keyboard.press("Control+s")
    expect(page.locator("#studio-saved[data-saved]")).to_be_visible()
    text = page.locator("#studio-body").input_value()
    assert "\n\n现将{{period}}工作情况通报如下。现有会员1人。\n\n论坛签到{{D1.forum_times}}。\n\n" in text
