"""The federation as a graph and the coverage: what each reader sees, any day, and what it costs."""

import datetime as dt

import pytest
from django.urls import reverse
from tests.desk.test_people import signed_in
from tests.register.conftest import DAY, START, town  # noqa: F401  a fixture

from lianxin.access.actors import service
from lianxin.desk.graph import pages
from lianxin.figures.engine import figure
from lianxin.figures.selections import select
from lianxin.reference.queries import find_place
from lianxin.register.models import Tie
from lianxin.register.services.documents import issue_document
from lianxin.register.services.parties import add_organisation
from lianxin.register.services.ties import add_tie, end_tie

GRAPH, COVERAGE = "desk:graph", "desk:coverage"


@pytest.fixture(autouse=True)
def places_stay(monkeypatch):
    """A slow machine must not look at the places anew between two pages whose statements are counted."""
    monkeypatch.setattr("lianxin.reference.snapshots.RECHECK_SECONDS", 3600)


@pytest.fixture
def city(town):  # noqa: F811
    """Two hubs with the software association in both, a foundation without an officer, an association of the district."""
    by = service("test", on=DAY)
    town.hubs = [add_organisation(kind="hub", name=name, by=by, founded_on=START) for name in ("甲联谊会", "乙联合会")]
    for hub in town.hubs:
        add_tie(kind="membership", member=town.software, organisation=hub, start=START, by=by)
    add_tie(kind="membership", member=town.lawyers, organisation=town.hubs[0], start=dt.date(2016, 1, 1), by=by)
    town.foundation = add_organisation(kind="foundation", name="馨爱基金会", place=town.software.place, founded_on=START, by=by)
    town.own = add_organisation(
        kind="district_association", name="中山区新联会", place=town.software.place, founded_on=dt.date(2016, 3, 1), by=by
    )
    issue_document(title="章程", number="", kind="charter", issued_on=DAY, issuer=town.own, by=by)
    return town


def graph_of(client, **query):
    return client.get(reverse(GRAPH, query=query or None))


def lines_of(response):
    return {one.line.name: one for one in response.context["units"]}


def test_the_whole_federation_links_every_node(city, django_assert_num_queries):
    client = signed_in(city.officer)
    graph_of(client)
    with django_assert_num_queries(11):
        page = graph_of(client)
    text, lines = page.content.decode(), lines_of(page)
    assert (lines["中山区"].unit.count, lines["中山区"].unit.missing) == (3, 2)
    assert lines["中山区"].association.label == "中山区新联会"
    assert page.context["fed"].in_several == 1
    for body in (city.software, city.lawyers, city.foundation, city.own):
        assert reverse("desk:organisations_detail", args=[body.pk]) in text
    for hub in city.hubs:
        assert f"{reverse(GRAPH)}?hub={hub.pk}" in text
    assert text.count("fed__gap") >= 2
    assert "缺联络员" in text


def test_a_hub_opens_to_its_members_by_district(city, django_assert_num_queries):
    client = signed_in(city.officer)
    graph_of(client, hub=city.hubs[0].pk)
    with django_assert_num_queries(9):
        page = graph_of(client, hub=city.hubs[0].pk)
    assert [(part.line.name, [body.name for body, _href, _hubs in part.bodies]) for part in page.context["parts"]] == [
        ("中山区", ["大连市软件行业协会"]),
        ("市级", ["大连市律师协会"]),
    ]
    one = graph_of(client, hub=city.hubs[0].pk, district="210202")
    assert one.context["count"] == 1
    assert graph_of(client, hub=city.software.pk).status_code == 404
    assert graph_of(client, hub="x").status_code == 404
    assert graph_of(client, district="999999").status_code == 404


def test_who_lacks_an_officer_is_listed(city):
    page = graph_of(signed_in(city.officer), district="210202", missing="1")
    assert [body.name for part in page.context["parts"] for body, _href, _hubs in part.bodies] == ["馨爱基金会", "中山区新联会"]
    assert "缺联络员" in page.content.decode()


def test_each_reader_sees_their_part(city):
    district = graph_of(signed_in(city.district_officer))
    assert district.context["fed"].count == 3
    assert "大连市律师协会" not in district.content.decode()
    liaison = graph_of(signed_in(city.liaison))
    assert liaison.context["fed"].count == 1
    assert {hub.label for hub in liaison.context["hubs"]} == {"甲联谊会", "乙联合会"}
    leader = graph_of(signed_in(city.leader))
    assert (leader.context["fed"].count, leader.context["fed"].withheld) == (4, 3)
    nothing = graph_of(signed_in(city.other_liaison), on="2014-01-01")
    assert nothing.status_code == 200
    assert signed_in(city.secure).get(reverse(GRAPH)).status_code == 200


def test_the_graph_of_a_past_day(city):
    client = signed_in(city.officer)
    then = graph_of(client, on="2015-12-31")
    assert lines_of(then)["中山区"].association is None
    assert then.context["fed"].members(city.hubs[0].pk) == 1
    assert graph_of(client).context["fed"].members(city.hubs[0].pk) == 2
    assert f"hub={city.hubs[0].pk}&amp;on=2015-12-31" in then.content.decode()
    officer = Tie.objects.get(kind="liaison", organisation=city.software)
    end_tie(officer, end=dt.date(2016, 1, 1), by=service("test", on=DAY))
    assert lines_of(graph_of(client))["中山区"].unit.missing == 3
    assert lines_of(graph_of(client, on="2015-12-31"))["中山区"].unit.missing == 1


def test_many_organisations_are_counted_and_listed_instead_of_drawn(city, monkeypatch):
    monkeypatch.setattr(pages, "DRAWN", 2)
    monkeypatch.setattr(pages, "PER_PAGE", 2)
    client = signed_in(city.officer)
    whole = graph_of(client)
    assert not whole.context["is_drawn"]
    assert lines_of(whole)["中山区"].association.label == "中山区新联会"
    part = graph_of(client, district="210202")
    assert (part.context["picture"], part.context["count"], part.context["page"].paginator.num_pages) == (None, 3, 2)
    assert graph_of(client, district="210202", page=2).status_code == 200


def test_long_names_and_strange_signs_stay_text(city):
    by = service("test", on=DAY)
    add_organisation(kind="hub", name="<b>很长的枢纽型社会组织名称" * 5, by=by)
    add_organisation(kind="association", name='"><script>alert(1)</script>', place=city.software.place, by=by)
    text = graph_of(signed_in(city.officer)).content.decode()
    assert "<script>alert" not in text
    assert "<b>很" not in text


def test_coverage_shows_the_same_figures_as_everywhere(city, django_assert_num_queries):
    client = signed_in(city.officer)
    client.get(reverse(COVERAGE))
    with django_assert_num_queries(10):
        page = client.get(reverse(COVERAGE))
    rows = {row.line.name: row for row in page.context["rows"]}
    assert len([row for row in rows.values() if row.is_unit]) == 10
    own = rows["中山区"]
    assert (own.is_covered, own.association.label, own.missing) == (True, "中山区新联会", 2)
    assert rows["西岗区"].association is None
    for total in page.context["totals"]:
        assert total.value == figure(select(total.key, start=START, end=DAY)).value
    then = client.get(reverse(COVERAGE), {"on": "2016-02-29"})
    assert not {row.line.name: row for row in then.context["rows"]}["中山区"].is_covered
    assert find_place("中山区", DAY) is not None
