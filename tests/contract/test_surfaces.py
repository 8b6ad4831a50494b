"""F1, F14 and F15 on the surfaces: the API and the pages, asked by every account of the demo."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from tests.contract.drawing import COUNTED, DESKS, MEMBER, RATES, account, drawn, whole

from lianxin.access.actors import service
from lianxin.accounts.services.tokens import make_token
from lianxin.figures.engine import Figure, figure, members, open_figure, value_of
from lianxin.figures.passports import order_of
from lianxin.figures.selections import Selection
from lianxin.programmes.models import Programme

API = "/api/v1"
SOME = 4
"""Accounts that ask for one measure; each account asks for many."""
LAST = 200
"""Rows of the largest page of the API."""
SENTENCE = re.compile(r"([\d,]+) [\w-]+ that you may open\.(?: ([\d,]+) [\w-]+ further, in records you may not open\.)?")
KEYS = sorted((*COUNTED, *RATES), key=order_of)


def walked_here(keys: list[str]) -> list[str]:
    """All on the first database; on the second, whose statements test_engine and test_properties have shown, every third."""
    return keys if connection.vendor == "sqlite" else keys[::3]


@pytest.fixture
def surfers(sample_city) -> dict[str, Client]:
    """A client for each account, in English; every second one carries a token instead of a session in the API."""
    return {name: english(account(name)) for name in (*DESKS, MEMBER)}


def english(user) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def bearers() -> dict[str, dict[str, str]]:
    """Headers with a token of each account."""
    return {name: {"Authorization": f"Bearer {make_token(account(name), by=service('tests'))}"} for name in (*DESKS, MEMBER)}


def get(client: Client, url: str, headers: dict[str, str] | None = None) -> Any:
    response = client.get(url, headers=headers)
    assert response.status_code == 200, f"{url}: {response.status_code}"
    return response.json() if url.startswith(API) else response.content.decode()


def number(text: str) -> int:
    return int(text.replace(",", ""))


def test_the_api_tells_every_desk_the_same_number_and_its_own_list(sample_city, surfers):
    """Every measure × some accounts in turn, by session and by token; one selection of the report, two drawn."""
    tokens, wrong, values = bearers(), [], []
    for turn, key in enumerate(COUNTED):
        selections = (whole(key), *drawn(key, 2))
        values += [value_of(selection) for selection in selections[1:]]
        for place in range(SOME):
            name, selection = DESKS[(turn * SOME + place) % len(DESKS)], selections[(turn + place) % 3]
            by_token = (turn + place) % 2
            client = Client() if by_token else surfers[name]
            told = get(client, f"{API}/figures/{key}/records?{selection.query}&size=1", tokens[name] if by_token else None)
            fig = figure(selection)
            if told["figure"]["value"] != fig.value or told["figure"]["code"] != fig.code:
                wrong.append(f"{selection.text} tells {name} {told['figure']['value']}, not {fig.value}")
            elif told["opened"] + told["withheld"] != (fig.value or 0):
                wrong.append(f"{selection.text} for {name}: {told['opened']} + {told['withheld']} is not {fig.value}")
    assert wrong == []
    assert sum(map(bool, values)) >= len(values) / 2


def test_the_api_opens_both_parts_of_a_rate(sample_city, surfers):
    for turn, key in enumerate(RATES):
        told = get(surfers[DESKS[turn % len(DESKS)]], f"{API}/figures/{key}/records?{whole(key).query}")
        assert [part["value"] for part in told["parts"]] == [told["figure"]["numerator"], told["figure"]["denominator"]]
        for part in told["parts"]:
            opened = get(surfers["demo-city"], f"{API}/figures/{part['key']}/records?{whole(key).query}")
            assert opened["opened"] + opened["withheld"] == part["value"]


def test_members_and_visitors_are_told_no_number(sample_city, surfers):
    """Figures are for desks; what a member may open stays on their own pages."""
    tokens = bearers()
    for key in KEYS:
        assert Client().get(f"{API}/figures/{key}/records").status_code == 401
        assert surfers[MEMBER].get(f"{API}/figures/{key}/records").status_code == 403
    assert Client().get(f"{API}/figures/B1.register/records", headers=tokens[MEMBER]).status_code == 403
    assert surfers[MEMBER].get("/desk/figures/B1.register/").status_code == 403
    assert Client().get("/desk/figures/B1.register/").status_code == 302


def test_the_page_prints_the_value_and_what_is_withheld(sample_city, surfers):
    """Every measure and every account occur; each page says in words what the engine says."""
    wrong = []
    for turn, key in enumerate(walked_here(KEYS)):
        name = DESKS[turn % len(DESKS)]
        selection = whole(key) if key in RATES or turn % 2 else next((s for s in drawn(key, 6) if value_of(s)), whole(key))
        page = get(surfers[name], selection.url)
        fault = fault_of_page(page, selection, sample_city.actor(name))
        wrong += [f"{selection.text} for {name}: {fault}"] if fault else []
    assert wrong == []


def fault_of_page(page: str, selection: Selection, actor) -> str:
    fig = figure(selection)
    printed = printed_on(page)
    if printed != shown(fig):
        return f"prints {printed}, not {shown(fig)}"
    if fig.is_rate or fig.suppressed:
        return "gives a list of what has none" if SENTENCE.search(page) else ""
    opened, said = open_figure(selection, actor), SENTENCE.search(unescape(page))
    if said is None or (number(said[1]), number(said[2] or "0")) != (opened.opened, opened.withheld):
        return f"says {said and said.groups()}, not {opened.opened} and {opened.withheld}"
    rows = page.count("<tr><td>")
    listed = opened.rows.count()
    return "" if rows == min(listed, 25) else f"shows {rows} rows of {listed}"


def printed_on(page: str) -> str:
    """The value in the large figure of a page."""
    large = page.split('class="figure figure--l"')[1].split("</div>", maxsplit=1)[0]
    found = re.search(r"<b>([^<]*)</b>", large)
    return found[1] if found else ""


def shown(fig: Figure) -> str:
    return "" if fig.suppressed else fig.shown


@pytest.mark.parametrize(("key", "name"), [("B6.city", "demo-city"), ("B1.key_contacts", "demo-district"), ("C6.cases", "demo-station")])
def test_walking_all_pages_gives_exactly_what_opens(sample_city, surfers, key, name):
    """F14 on the page: no row twice, none left out."""
    opened = open_figure(whole(key), sample_city.actor(name))
    rows, url, walked = [], whole(key).url, 0
    while url:
        page, walked = get(surfers[name], url), walked + 1
        rows += re.findall(r"<tr><td>(.*?)</td>", page)
        following = re.search(r'rel="next" href="([^"]*)"', page)
        url = whole(key).url.partition("?")[0] + unescape(following[1]) if following else ""
    assert len(rows) == opened.opened
    assert walked == max(1, -(-opened.opened // 25))


def test_walking_all_pages_of_the_api_gives_exactly_what_opens(sample_city, surfers):
    """F14 for every measure: the ids of all pages are the engine's list."""
    wrong = []
    for key in walked_here(COUNTED):
        selection, ids, page, more = whole(key), [], 1, True
        while more:
            told = get(surfers["demo-city"], f"{API}/figures/{key}/records?{selection.query}&size={LAST}&page={page}")
            ids += [item["id"] for item in told["items"]]
            page, more = page + 1, told["more"]
        opened = open_figure(selection, sample_city.actor("demo-city"))
        if len(ids) != len(set(ids)) or set(ids) != set(opened.rows.values_list("pk", flat=True)):
            wrong.append(key)
        assert len(ids) <= members(selection).count()
    assert wrong == []


@pytest.mark.parametrize("place", ["", "210202"])
def test_one_number_on_every_surface(sample_city, surfers, place):
    """F15: front page, programme page, report, API and the figure's own page."""
    office = surfers["demo-city"]
    query = whole("B1.register", place).query
    report = {entry["key"]: entry for entry in get(office, f"{API}/reports/annual?{query}")["figures"]}
    front = numbers_of(get(office, f"/desk/?{query}"), "glance__figure")
    keys = {key for programme in Programme.objects.all() for key in programme.measures}
    assert len(front) == len(keys)
    for key in sorted(keys, key=order_of):
        fig = figure(whole(key, place))
        told = get(office, f"{API}/figures/{key}?{query}")
        assert (told["value"], told["suppressed"]) == (fig.value, fig.suppressed), key
        assert front[fig.url] == told["shown"] == fig.shown, key
        if key in report:
            assert report[key]["value"] == fig.value, key
    for code, key in (("A2", "A2.on_time"), ("B1", "B1.register"), ("C6", "C6.cases"), ("D1", "D1.forum_people"), ("D12", "D12.beneficiaries")):
        fig = figure(whole(key, place))
        page = numbers_of(get(office, f"/desk/programmes/{code}/?{query}"), "")
        assert page.get(fig.url, "") == printed_on(get(office, fig.url)) == fig.shown, key


def numbers_of(page: str, kind: str) -> dict[str, str]:
    """The number in every link of a class, by the link's address; what is not shown, or is none, is ""."""
    out: dict[str, str] = {}
    for href, text in re.findall(rf'<a {f"""class="{kind}" """ if kind else ""}href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL):
        found = re.search(r"<b>(\d[^<]*)</b>", text)
        # A bar of a chart may lead to the same list; it prints no number of its own.
        out[unescape(href)] = found[1] if found else out.get(unescape(href), "")
    return out
