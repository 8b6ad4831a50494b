"""The page of a person: sources of values, the time line, ties in place, any day, and what it costs."""

import datetime as dt

import pytest
from django.urls import reverse
from tests.desk.test_people import signed_in
from tests.register.conftest import DAY, START, town  # noqa: F401  a fixture

from lianxin.access.actors import service
from lianxin.journal.models import Read
from lianxin.register.models import Tie
from lianxin.register.services.parties import add_organisation, add_person, change_person
from lianxin.register.services.ties import add_tie, change_tie, end_tie

HTMX = {"HX-Request": "true"}
LATER = dt.date(2017, 3, 1)


@pytest.fixture(autouse=True)
def places_stay(monkeypatch):
    """A slow machine must not look at the places anew between two pages whose statements are counted."""
    monkeypatch.setattr("lianxin.reference.snapshots.RECHECK_SECONDS", 3600)


@pytest.fixture
def city(town):  # noqa: F811
    """Two associations give different phones for Wang, and two tell her sex."""
    change_person(town.wang, values={"phone": "13900002222"}, by=town.actor(town.other_liaison), at=LATER)
    change_person(town.wang, values={"sex": "女"}, by=town.actor(town.other_liaison), at=LATER)
    return town


def page_of(person, **query):
    return reverse("desk:people_detail", args=[person.pk], query=query or None)


def line_of(client, person, **query):
    return client.get(reverse("desk:people_timeline", args=[person.pk], query=query or None))


def values_of(response):
    return {line.key: line for line in response.context["values"]}


def test_each_value_says_where_it_is_from_and_why(city):
    values = values_of(signed_in(city.officer).get(page_of(city.wang)))
    phone = values["phone"].origin
    assert (phone.chosen.sender, phone.chosen.day) == ("大连市律师协会", LATER.isoformat())
    assert [line.sender for line in phone.other] == ["大连市软件行业协会"]
    assert phone.reason == "出自最新的名单。"
    assert {line.says for line in phone.other} == {""}, "masked values are never said by their sources"
    assert len(values["sex"].origin.same) == 1
    assert values["email"].origin is None


def test_a_source_shows_an_association_its_own_rows_only(city):
    values = values_of(signed_in(city.liaison).get(page_of(city.wang)))
    assert values["phone"].origin.chosen.sender == "大连市软件行业协会"
    assert values["phone"].origin.count == 1


def test_sources_open_without_javascript_and_say_nothing_sealed(city):
    text = signed_in(city.officer).get(page_of(city.wang)).content.decode()
    assert '<details class="origin"' in text
    for sealed in ("13900001111", "13900002222"):
        assert sealed not in text


def test_the_page_costs_the_same_with_one_tie_and_with_ten(city, django_assert_num_queries):
    client = signed_in(city.officer)
    client.get(page_of(city.wang))
    with django_assert_num_queries(11):
        client.get(page_of(city.wang))
    by = service("test", on=DAY)
    for n in range(10):
        body = add_organisation(kind="association", name=f"协会{n}", by=by)
        add_tie(kind="membership", person=city.wang, organisation=body, start=START, by=by)
    with django_assert_num_queries(11):
        client.get(page_of(city.wang))


def test_the_time_line_goes_by_kind_year_and_page(city):
    by = service("test", on=DAY)
    for n in range(45):
        body = add_organisation(kind="team", name=f"小组{n}", by=by)
        tie = add_tie(kind="team", person=city.wang, organisation=body, start=dt.date(2016, 1, 1), by=by)
        end_tie(tie, end=dt.date(2016, 2, 1), by=by)
    client = signed_in(city.officer)
    line = line_of(client, city.wang).context["line"]
    assert (line.span.pages, line.span.page) == (3, 1)
    of_2016 = line_of(client, city.wang, kind="register.ties", year=2016).context["line"]
    assert (of_2016.span.count, {year.year for year in of_2016.years}) == (90, {2016})
    second = line_of(client, city.wang, kind="register.ties", page=2).context["line"]
    assert (second.earlier, second.span.page) == (1, 2)
    odd = line_of(client, city.wang, kind="nonsense", year="20xx", page="-1")
    assert (odd.status_code, odd.context["line"].kind, odd.context["line"].year) == (200, "", None)


@pytest.mark.parametrize(("who", "part", "whole"), [("officer", 11, 12), ("liaison", 12, 12)])
def test_the_time_line_comes_by_itself(city, who, part, whole, django_assert_num_queries):
    client = signed_in(getattr(city, who))
    url = reverse("desk:people_timeline", args=[city.wang.pk])
    assert f'href="{url}"' in client.get(page_of(city.wang)).content.decode()
    client.get(url)
    with django_assert_num_queries(part):
        assert "<html" not in client.get(url, headers=HTMX).content.decode()
    with django_assert_num_queries(whole):
        assert "<html" in client.get(url).content.decode()


def test_a_time_line_looked_at_by_itself_is_a_read_and_with_its_page_is_one_read(city):
    client, reads = signed_in(city.officer), Read.objects.filter(subject_id=city.wang.pk)
    line_of(client, city.wang)
    assert reads.count() == 1
    client.get(page_of(city.wang))
    line_of(client, city.wang)
    assert reads.count() == 2


def test_as_of_a_day_shows_the_ties_of_that_day_and_keeps_it_in_links(city):
    by = service("test", on=DAY)
    tie = Tie.objects.get(person=city.wang, organisation=city.lawyers)
    end_tie(tie, end=dt.date(2016, 1, 1), by=by)
    client = signed_in(city.officer)
    now = client.get(page_of(city.wang))
    assert tie not in [line.tie for line in now.context["running"]]
    then = client.get(page_of(city.wang, on="2015-12-31"))
    assert tie in [line.tie for line in then.context["running"]]
    link = reverse("desk:organisations_detail", args=[city.lawyers.pk])
    assert f'href="{link}?on=2015-12-31"' in then.content.decode()
    assert {event.event.on for year in line_of(client, city.wang, on="2015-12-31").context["line"].years for event in year.lines} <= {START, None}
    for wrong in ("2015-13-31", "morgen", "2099-01-01"):
        assert client.get(page_of(city.wang, on=wrong)).context["day"].is_wrong


def test_a_tie_is_corrected_in_place_and_its_errors_stay_there(city):
    client = signed_in(city.officer)
    tie = Tie.objects.get(person=city.wang, organisation=city.software)
    url = reverse("desk:people_tie_edit", args=[tie.pk])
    part = client.get(url, headers=HTMX)
    assert "<html" not in part.content.decode()
    wrong = client.post(url, {"role": "理事", "start": "2017-05-01", "end": "2017-01-01"}, headers=HTMX)
    assert (wrong.status_code, "<html" in wrong.content.decode()) == (200, False)
    assert wrong.context["form"].errors
    right = client.post(url, {"role": "理事", "start": "2015-01-01", "end": ""}, headers=HTMX)
    assert (right.status_code, right.headers["HX-Refresh"]) == (204, "true")
    plain = client.post(url, {"role": "会长", "start": "2015-01-01", "end": ""})
    assert plain.headers["Location"] == page_of(city.wang)
    tie.refresh_from_db()
    assert tie.role == "会长"
    assert signed_in(city.other_liaison).get(url).status_code == 404


def test_the_history_of_a_tie_says_who_changed_what(city):
    tie = Tie.objects.get(person=city.wang, organisation=city.software)
    change_tie(tie, by=city.actor(city.officer), role="理事")
    end_tie(tie, end=DAY, by=city.actor(city.liaison))
    url = reverse("desk:people_tie_history", args=[tie.pk])
    acts = signed_in(city.officer).get(url).context["acts"]
    assert [(str(act.what), act.who) for act in acts] == [("终止", "吴强"), ("更正", "孙明"), ("新增", "连心")]
    assert [(str(d.label), d.before, d.after) for d in acts[1].differences] == [("职务（角色）", "—", "理事")]
    assert [(d.before, d.after) for d in acts[0].differences] == [("—", DAY.isoformat())]
    as_liaison = signed_in(city.liaison).get(url, headers=HTMX)
    assert as_liaison.context["acts"][1].who == "市级主管部门", "whom the reader may not see is named by the post"
    assert signed_in(city.leader).get(url).status_code == 404


def test_a_page_without_anything_and_one_with_long_names(city):
    by = service("test", on=DAY)
    lone = add_person(values={"name": "孤"}, by=by, at=START)
    client = signed_in(city.officer)
    empty = client.get(page_of(lone))
    assert empty.status_code == 200
    assert line_of(client, lone).context["line"].span.total == 0
    long = add_person(values={"name": "阿卜杜热合曼·买买提依明·" * 4}, by=by, at=START)
    assert client.get(page_of(long)).status_code == 200
    assert signed_in(city.district_officer).get(page_of(lone)).status_code == 404
    assert line_of(signed_in(city.district_officer), lone).status_code == 404
