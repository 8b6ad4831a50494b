"""The city at a glance: circles, main figures, districts, the grid, the catalogue; the same numbers on each, in few statements."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.contract.drawing import account, whole

from lianxin.figures.engine import figure, members, table_by_district
from lianxin.figures.places import place_code, units
from lianxin.figures.selections import Selection, select_from
from lianxin.figures.suppression import one_moment
from lianxin.figures.together import figures_of
from lianxin.programmes.models import Programme
from lianxin.register.models import Tie
from lianxin.reports.contents import reports

PERIOD = "?from=2015-01-01&to=2017-07-14"
EMPTY = "?from=2000-01-01&to=2000-12-31"
STATEMENTS = {
    "/desk/": 16,
    "/desk/places/": 36,
    "/desk/places/210202/": 19,
    "/desk/programmes/B3/": 11,
    "/desk/figures/": 9,
    "/desk/figures/C4.liaison_rate/passport/": 9,
    "/desk/figures/B3.trained_people/": 9,
    "/me/lead/": 12,
}
"""Of the front page five count 55 figures with 96 points of their courses; of the grid 29 count a line each."""


def signed_in(name: str, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(account(name))
    return client


def page_of(name: str, address: str, language: str = "en") -> str:
    answer = signed_in(name, language).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize(("address", "count"), STATEMENTS.items())
def test_a_page_of_figures_is_few_statements(sample_city, monkeypatch, address, count):
    # A slow machine must not look at the places anew between the two pages.
    monkeypatch.setattr("lianxin.reference.snapshots.RECHECK_SECONDS", 3600)
    client = signed_in("demo-leader")
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) == count


def numbers(page: str) -> dict[str, set[str]]:
    """What the links of a page print, by their address."""
    found: dict[str, set[str]] = {}
    for href, inner in re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL):
        text = re.sub(r"<title>.*?</title>", "", inner)
        found.setdefault(unescape(href), set()).update(re.findall(r">\s*(\d[\d,.]*%?)\s*<", f">{text}<"))
    return found


def test_the_circles_are_the_tables_by_district(sample_city):
    """Every piece is a link: organisations to the district's page, people to their list; the table behind says the same."""
    page = page_of("demo-city", f"/desk/{PERIOD}")
    told = numbers(page)
    for key in ("C1.organisations", "B1.register", "C2.districts_covered"):
        for line in table_by_district(whole(key)):
            if line.place is not None and line.figure.value:
                assert line.figure.shown in told[line.figure.url], (key, line.place)
    svg = page.split('class="rings__svg"')[1].split("</svg>")[0]
    assert svg.count("<a ") == 1 + 3 + 2 * len([line for line in table_by_district(whole("B1.register")) if line.figure.value])
    assert "中山区: Organisations in hubs 59 organisations, association established" in svg
    assert "style=" not in svg


def test_who_lives_in_no_district_stands_on_the_front_page(sample_city):
    """A line of its own, though every organisation has its place."""
    ids = list(members(whole("B1.register")).order_by("pk").values_list("pk", flat=True)[:3])
    of_old = {"start": dt.date(2000, 1, 1), "end": dt.date(2000, 1, 2)}
    Tie.objects.filter(person__in=ids, kind__in=["residence", "employment"]).update(**of_old)
    lost = next(line.figure for line in table_by_district(whole("B1.register")) if line.place is None)
    assert lost.value == 3
    assert numbers(page_of("demo-city", f"/desk/{PERIOD}"))[lost.url] == {"3"}


def test_main_figures_have_their_course(sample_city):
    page = page_of("demo-city", f"/desk/{PERIOD}")
    keys = page.split('class="keys"')[1].split("</ul>")[0]
    assert keys.count('class="key"') == len(reports.get("brief").keys)
    assert "2016H2" in keys
    assert keys.count('title="provisional"') == keys.count("<b>")


@pytest.mark.parametrize("name", ["demo-city", "demo-district", "demo-liaison", "demo-audit"])
def test_a_district_shows_the_figures_of_its_place(sample_city, name):
    """Whatever stands there is the figure of the selection that it links to, for every desk the same."""
    page = page_of(name, f"/desk/places/210202/{PERIOD}")
    seen = 0
    with one_moment():
        for href, told in numbers(page).items():
            if href.startswith("/desk/figures/") and told:
                key, _slash, query = href.removeprefix("/desk/figures/").partition("/?")
                fig = figure(select_from(key, dict(part.split("=") for part in query.split("&"))))
                assert told == {fig.shown}, href
                seen += 1
    assert seen > 60
    assert "中山区 2016" in page
    assert ("中山区 2017" in page) == (name != "demo-liaison")


def test_other_places_have_no_page(sample_city):
    client = signed_in("demo-city")
    assert client.get("/desk/places/210200/").status_code == 404
    assert client.get("/desk/places/999999/").status_code == 404


def test_the_grid_has_every_programme_and_every_district(sample_city):
    page = page_of("demo-district", f"/desk/places/{PERIOD}")
    told, columns = numbers(page), units(whole("B1.register").end)
    with one_moment():
        for programme in Programme.objects.all():
            for line in table_by_district(whole(programme.measures[0])):
                if line.place is not None:
                    assert told.get(line.figure.url) == {line.figure.shown} or not line.figure.shown, line.figure.selection.text
    assert page.count('class="n grid-map__cell') % len(columns) == 0
    assert page.count('class="n grid-map__cell') + page.count("grid-map__none") > 25 * len(columns)


def test_small_counts_are_marked_and_not_given(sample_city):
    """A period of three weeks: no count of cases is given, on any page."""
    short = "?from=2016-03-01&to=2016-03-21"
    for address in (f"/desk/places/{short}&all=1", f"/desk/places/210202/{short}", f"/desk/{short}"):
        page = page_of("demo-city", address)
        assert "Not shown" in page
        assert not any(told for href, told in numbers(page).items() if href.startswith("/desk/figures/C6.cases/") and short[1:] in href)


def test_an_empty_time_says_so(sample_city):
    for address in (f"/desk/{EMPTY}", f"/desk/places/210202/{EMPTY}", f"/desk/places/{EMPTY}", f"/desk/programmes/B3/{EMPTY}"):
        assert "Traceback" not in page_of("demo-city", address)
    assert "No record of any figure lies at this place" in page_of("demo-city", f"/desk/places/210224/{EMPTY}")


def test_a_wall_has_no_navigation(sample_city):
    assert '<body class="is-desk is-screen"' in page_of("demo-city", "/desk/?view=screen")
    assert '<body class="is-desk"' in page_of("demo-city", "/desk/")


def test_the_catalogue_is_narrowed(sample_city):
    client = signed_in("demo-city")

    def found(**asked: str) -> set[str]:
        page = client.get("/desk/figures/", asked).content.decode()
        return set(re.findall(r'class="catalogue__key" href="/desk/figures/([^/]+)/passport/"', page))

    assert {"B3.classes", "B3.trained_people"} <= found(programme="B3") <= found()
    assert all(key.startswith("B3.") for key in found(programme="B3"))
    assert "D1.forum_times" in found(unit="person_times")
    assert "D1.forum_people" not in found(unit="person_times")
    assert "C4.without_liaison" in found(used="duty")
    assert "C4.without_liaison" not in found(used="programme")
    assert {"C6.cases", "C6.on_time"} <= found(version="sensitive")
    assert found(q="no such words") == set()
    assert found(unit="no such unit") == found()


def test_a_passport_says_who_uses_it(sample_city):
    page = page_of("demo-city", "/desk/figures/C4.liaison_rate/passport/")
    used = page.split("Used by")[1]
    assert reverse("desk:programmes_detail", args=["C4"]) in used
    assert reverse("desk:reports_detail", args=["annual"]) in used
    assert reverse("desk:duties") in used


def test_a_leader_finds_what_is_theirs_first(sample_city):
    page = page_of("demo-leader", "/me/lead/")
    assert page.count("last visit") + page.count("no visit yet") == 3
    assert page.index("Named contacts</h2>") < page.index("Main figures")
    assert "The latest signed report" in page
    assert page.split('class="keys"')[1].count('class="key"') == 8
    assert signed_in("demo-city").get("/me/lead/").status_code == 403
    assert reverse("portal:lead") in page_of("demo-leader", "/desk/")
    assert reverse("portal:lead") not in page_of("demo-city", "/desk/")


def test_every_number_of_every_district_is_that_of_its_list(sample_city):
    """F15 over all districts and zones: each figure, mark and point of a chart leads to a selection whose value it prints."""
    client, seen = signed_in("demo-city"), 0
    told: dict[str, set[str]] = {}
    for unit in units(whole("B1.register").end):
        page = client.get(f"/desk/places/{place_code(unit)}/{PERIOD}").content.decode().split("<main")[1]
        assert f"<h1>{unit.name}</h1>" in page
        for href, printed in numbers(page).items():
            if href.startswith("/desk/figures/"):
                told.setdefault(href, set()).update(printed)
    by_link = {href: selection_of(href) for href in told}
    figures = figures_of(by_link.values())
    for href, printed in told.items():
        shown = figures[by_link[href]].shown
        assert printed <= {shown}, href
        seen += bool(printed)
    assert seen > 12 * 50
    assert sum(not printed for printed in told.values()) < len(told) / 3, "points of charts print no number, and rates that have none"
    for href in sorted(told)[:: len(told) // 6]:
        answer = client.get(href)
        assert answer.status_code == 200, href
        assert not told[href] or f"<b>{next(iter(told[href]))}</b>" in answer.content.decode(), href


def selection_of(href: str) -> Selection:
    key, _slash, query = href.removeprefix("/desk/figures/").partition("/?")
    return select_from(key, dict(parse_qsl(query)))
