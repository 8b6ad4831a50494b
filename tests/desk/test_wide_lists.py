"""Lists too long to be asked at once: whichever way a page is found, it shows what the whole question gives."""

import datetime as dt

import pytest
from django.urls import reverse
from tests.desk.test_people import signed_in
from tests.register.conftest import DAY, START, town  # noqa: F401  a fixture

from lianxin.access.actors import service
from lianxin.register.models import Organisation, Person
from lianxin.register.queries import called
from lianxin.register.queries.rosters import ties_today
from lianxin.register.services.parties import add_person
from lianxin.register.services.ties import add_tie, end_tie
from lianxin.ui import tables, wide

BY = service("test", on=DAY)
URL = reverse("desk:people_list")


@pytest.fixture
def city(town):  # noqa: F811
    """Eighteen 王 and 赵: some in the district, some in the association, some in both, one whose tie has ended."""
    for number in range(18):
        person = add_person(
            values={
                "name": f"{'王赵'[number % 2]}{'一二三四五六七八九十'[number % 10]}{'甲乙丙'[number // 10]}"
            },
            by=BY,
            at=START,
        )
        if number % 3:
            add_tie(
                kind="residence",
                person=person,
                place=Organisation.objects.exclude(place=None).first().place,
                start=START,
                by=BY,
            )
        if number % 4 == 0:
            add_tie(kind="membership", person=person, organisation=town.software, start=START, by=BY)
        if number == 8:
            for tie in ties_today([person.pk], BY, ["membership"])[person.pk]:
                end_tie(tie, end=dt.date(2016, 1, 1), by=BY)
    return town


def shown(client, **query):
    """Ids of the people on all pages, in order, and whether the count was said to be a lower bound."""
    if "q" in query:
        address = client.post(URL, query).headers["Location"]
    else:
        address = URL + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")
    found, number, response = [], 1, None
    while response is None or response.context["table"].page.has_next():
        response = client.get(f"{address}{'&' if '?' in address else '?'}page={number}")
        found += [row.record.pk for row in response.context["table"].page.object_list]
        number += 1
    return found


QUERIES = (
    {},
    {"q": "王"},
    {"q": "wang"},
    {"district": "210202"},
    {"q": "赵", "sort": "-added_on"},
    {"association": "软件", "district": "210202"},
)


@pytest.mark.parametrize("who", ["officer", "district_officer", "liaison", "wang"])
def test_every_way_to_a_page_shows_the_same(city, monkeypatch, who):
    client = signed_in(getattr(city, who))
    monkeypatch.setattr("lianxin.desk.people.views.PeopleList.per_page", 4)
    as_few = [shown(client, **query) for query in QUERIES]
    visible = Person.objects.visible_to(city.actor(getattr(city, who))).filter(
        merged_into=None, erased_on=None
    )
    assert as_few[0] == list(visible.order_by("sort_key", "pk").values_list("pk", flat=True))
    for counted, some, several in ((3, 40_000, 500), (3, 40_000, 1), (3, 0, 1)):
        monkeypatch.setattr(tables, "COUNTED", counted)
        monkeypatch.setattr(wide, "COUNTED", counted)
        monkeypatch.setattr(wide, "FEW", 2)
        monkeypatch.setattr(wide, "SOME", some)
        monkeypatch.setattr(wide, "SPARE", 1)
        monkeypatch.setattr(called, "SEVERAL", several)
        monkeypatch.setattr(called, "PORTIONS_OF_A_LIST", (2, 3))
        assert [shown(client, **query) for query in QUERIES] == as_few
