"""The frame of the pages: language tags, navigation by right, no inline script, the style guide whole."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import include, path
from django.utils.translation import override

from lianxin.accounts.models import User
from lianxin.ui import navigation
from lianxin.ui.context import Shell
from lianxin.ui.navigation import Item, best_match, register_item, register_section, sections
from lianxin.ui.views import styleguide

pytestmark = pytest.mark.urls(__name__)
urlpatterns = [path("healthz", styleguide, name="healthz"), path("i18n/", include("django.conf.urls.i18n"))]


class Reader:
    def __init__(self, *verbs):
        self.verbs = verbs

    has_desk = True

    def may_any(self, verb, model):
        return verb in self.verbs


@pytest.fixture
def request_(rf):
    request = rf.get("/desk/styleguide/")
    request.actor = Reader("view")
    return request


@pytest.mark.parametrize(("language", "tag"), [("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"), ("en", "en")])
def test_the_page_says_its_language(request_, language, tag):
    with override(language):
        assert f'<html lang="{tag}"' in styleguide(request_).content.decode()


def test_the_style_guide_shows_every_component_without_inline_script_or_style(request_):
    html = styleguide(request_).content.decode()
    assert not re.search(r"<script(?![^>]* src=)", html)
    assert not re.search(r'\s(on[a-z]+|style)="', html)
    for name in (
        "figure",
        "timeline",
        "stepper",
        "masked",
        "seal",
        "rings",
        "pager",
        "why",
        "empty",
        "light",
    ):
        assert f'class="{name}' in html


def test_the_day_of_the_demonstration_is_said(request_):
    assert "2017年7月14日" in styleguide(request_).content.decode()


def test_navigation_shows_what_the_reader_may(monkeypatch):
    monkeypatch.setattr(navigation, "_items", {})
    monkeypatch.setattr(navigation, "_labels", {})
    register_section("test", "T")
    register_item("test", Item("Users", "healthz", "users", "view", User))
    register_item("test", Item("Missing page", "no-such-page", "users"))
    labels = [str(link.label) for s in sections(Reader("view"), "/healthz", "test") for link in s.links]
    assert labels == ["Users"]
    assert sections(Reader(), "/", "test") == []
    assert sections(None, "/", "test") == []


def test_pages_for_desks_are_not_offered_to_those_without_one():
    item = Item("Figures", "desk:figures_catalogue", "users")
    reader = Reader()
    assert item.allowed(reader)
    reader.has_desk = False
    assert not item.allowed(reader)
    assert Item("Page", "portal:home", "users").allowed(reader)


def test_the_longest_address_is_the_current_one():
    hrefs = ["/desk/", "/desk/people/", "/desk/people/new/"]
    assert best_match(hrefs, "/desk/people/new/") == "/desk/people/new/"
    assert best_match(hrefs, "/desk/people/7/") == "/desk/people/"
    assert best_match(hrefs, "/desk/other/") == ""
    assert best_match(hrefs, "/desk/") == "/desk/"


def test_elder_mode_marks_the_page(rf):
    request = rf.get("/", headers={"cookie": "lianxin_elder=1"})
    assert Shell(request).elder


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_error_pages_need_no_context(name):
    assert "<h1>" in render_to_string(name)


def test_a_refusal_explains_itself(rf):
    html = render_to_string("403.html", {"sentence": "因故不可。", "why": ("本人",)}, request=rf.get("/"))
    assert "因故不可。" in html
    assert "<li>本人</li>" in html
