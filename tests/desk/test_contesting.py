"""A record is contested from the list behind a figure; whoever may not open it may not contest it (F17)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.contract.drawing import account, whole

from lianxin.figures.engine import rows_of
from lianxin.flows.models import Link
from lianxin.matters.models import Matter


def signed_in(name: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account(name))
    return client


def test_an_officer_contests_a_record_that_they_may_open(sample_city):
    figure = whole("D1.forum_times", "210202")
    part = rows_of(figure).order_by("pk").first()
    office = signed_in("demo-district")
    page = office.get(figure.url).content.decode()
    address = reverse("desk:figures_contest", args=[figure.measure, part.pk])
    assert reverse("desk:figures_contest", args=[figure.measure, 0])[:-2] in page
    asked = office.get(f"{address}?{figure.query}")
    assert asked.status_code == 200
    assert office.post(f"{address}?{figure.query}", {"content": ""}).status_code == 400
    done = office.post(f"{address}?{figure.query}", {"content": "此人当天未到会。"})
    assert (done.status_code, done.url) == (302, figure.url)
    contest = Matter.objects.order_by("-pk").first()
    assert (contest.kind, contest.stage) == ("record_contest", "filed")
    assert figure.code in contest.content
    link = Link.objects.get(kind="contests", from_id=contest.pk)
    assert (link.to_model, link.to_id) == ("gatherings.Participation", part.pk)


@pytest.mark.parametrize("name", ["demo-audit", "demo-liaison"])
def test_a_record_that_one_may_not_open_is_not_there(sample_city, name):
    figure = whole("D1.forum_times")
    sight = sample_city.actor(name)
    closed = rows_of(figure).exclude(pk__in=rows_of(figure).visible_to(sight).values("pk")).order_by("pk").first()
    address = reverse("desk:figures_contest", args=[figure.measure, closed.pk])
    before = Matter.objects.count()
    assert signed_in(name).post(f"{address}?{figure.query}", {"content": "不对。"}).status_code == 404
    assert Matter.objects.count() == before
