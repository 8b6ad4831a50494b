"""What the search costs, and that it finds in the apps above the register what each of them would."""

import pytest
from django.urls import reverse
from tests.desk.test_people import signed_in
from tests.desk.test_people_pages import city, places_stay, town  # noqa: F401  fixtures

from lianxin.ballots.models import Ballot
from lianxin.bulletins.models import Bulletin
from lianxin.gatherings.models import Gathering
from lianxin.matters.models import Matter
from lianxin.register.queries.search import worded

COSTS = {
    "officer": {"王芳": 9, "wf": 9, "软件": 9, "13900001111": 10, "1111": 10},
    "district_officer": {"王芳": 8, "wf": 8, "软件": 8, "13900001111": 9, "1111": 9},
    "liaison": {"王芳": 11, "wf": 11, "软件": 8, "13900001111": 11, "1111": 11},
}


@pytest.mark.parametrize("who", COSTS)
def test_no_search_costs_more(city, who, django_assert_num_queries):  # noqa: F811
    client = signed_in(getattr(city, who))
    client.post(reverse("desk:search"), {"q": "软件"})
    for text, count in COSTS[who].items():
        with django_assert_num_queries(count):
            assert client.post(reverse("desk:search"), {"q": text}).status_code == 200


@pytest.mark.parametrize("username", ["demo-city", "demo-liaison"])
def test_words_are_found_in_every_app_as_its_own_list_says(sample_city, username, django_assert_num_queries):
    actor = sample_city.actor(username)
    for model, column, order in (
        (Gathering, "title", "-starts_on"),
        (Bulletin, "title", "-issued_on"),
        (Ballot, "title", "-closes_on"),
        (Matter, "number", "number"),
    ):
        rows = model.objects.visible_to(actor).order_by(order, "-pk")
        if model is Gathering:
            rows = rows.filter(superseded_by=None)
        first = rows.exclude(**{column: ""}).first()
        if first is None:
            continue
        text = getattr(first, column)[:4]
        with django_assert_num_queries(1):
            found = [hit.obj for hit in worded(text, actor, 5) if isinstance(hit.obj, model)]
        like = "number__startswith" if model is Matter else "title__contains"
        own = list(rows.filter(**{like: text}).values_list("pk", flat=True))
        if model is Bulletin:
            assert {one.pk for one in found} <= set(rows.values_list("pk", flat=True))
        else:
            assert [one.pk for one in found] == own[:5]
