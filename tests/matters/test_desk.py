"""Pages of matters: what each reader finds, how many statements a list costs, moves by form."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.matters.conftest import of, person

from lianxin.accounts.models import User
from lianxin.matters.models import Matter
from lianxin.matters.services.agreed import Agreement
from lianxin.matters.services.matters import open_matter
from lianxin.matters.services.moves import move_matter


def client_of(actor) -> Client:
    client = Client()
    user = User.objects.get_or_create(person_id=actor.person_id, defaults={"username": f"u{actor.person_id}"})[0]
    client.force_login(user)
    return client


def case(city, **values) -> Matter:
    return open_matter(kind="feedback", raiser=of(city.member), desk=city.station, content="楼道灯坏了", by=city.lianxin, **values)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(city, rows, django_assert_num_queries) -> None:
    for _n in range(rows):
        move_matter(case(city), "accept", by=city.worker)
    client = client_of(city.worker)
    client.get(reverse("desk:matters_list"))
    with django_assert_num_queries(5):
        response = client.get(reverse("desk:matters_list"))
    assert response.content.decode().count("SQ2017-") == rows


def test_filters(city) -> None:
    first = case(city)
    move_matter(first, "accept", by=city.worker)
    paper = open_matter(kind="proposal", title="完善服务的建议", raiser=of(city.member), by=city.member)
    client = client_of(city.officer)
    for query, shown in (
        ({}, {first, paper}),
        ({"kind": "proposal"}, {paper}),
        ({"kind": "feedback", "stage": "accepted"}, {first}),
        ({"stage": "draft"}, {paper}),
        ({"light": "on_time"}, {first}),
        ({"light": "overdue"}, set()),
        ({"district": "210202"}, {first}),
        ({"desk": "青泥洼"}, {first}),
        ({"q": "jy2017"}, {paper}),
    ):
        text = client.get(reverse("desk:matters_list"), query, follow=True).content.decode()
        assert {matter for matter in (first, paper) if matter.number in text} == shown, query


def test_a_page_shows_each_reader_what_is_theirs(city) -> None:
    matter = case(city)
    url = reverse("desk:matters_detail", args=[matter.pk])
    for actor, reads in ((city.worker, True), (city.officer, False), (city.zhongshan_officer, False)):
        text = client_of(actor).get(url).content.decode()
        assert matter.number in text
        assert ("楼道灯坏了" in text) == reads
        assert ("孙立冬" in text) == reads
    for actor in (city.elsewhere, city.xigang_officer, city.dpo):
        assert client_of(actor).get(url).status_code == 404
    for actor in (city.admin, city.auditor):
        assert client_of(actor).get(url).status_code in {403, 404}


def test_a_move_by_its_form(city) -> None:
    matter = case(city)
    client = client_of(city.worker)
    url = reverse("desk:matters_move", args=[matter.pk])
    assert client.post(url, {"move": "accept", "on": "2017-07-14"}).status_code == 302
    matter.refresh_from_db()
    assert matter.stage == "accepted"
    assert client.post(url, {"move": "dispatch", "on": "2017-07-14"}).status_code == 400
    assert client_of(city.officer).post(url, {"move": "dispatch", "on": "2017-07-14"}).status_code in {400, 403}
    matter.refresh_from_db()
    assert matter.stage == "accepted"


def test_what_waits_for_whom(city) -> None:
    matter = case(city)
    url = reverse("desk:matters_todo")
    assert matter.number in client_of(city.worker).get(url).content.decode()
    assert matter.number not in client_of(city.officer).get(url).content.decode()
    assert client_of(city.member).get(url).status_code == 403


def test_registering_for_a_visitor(city) -> None:
    client = client_of(city.worker)
    assert client.get(reverse("desk:matters_kinds")).status_code == 200
    url = reverse("desk:matters_add", args=["mediation"])
    assert client.get(url).status_code == 200
    form = {"desk": str(city.station.pk), "visitor": "刘女士", "content": "漏水", "opened_on": "2017-07-13", "entered_why": "窗口"}
    assert client.post(url, form | {"entered_why": ""}).status_code == 400
    assert client.post(url, form).status_code == 302
    matter = Matter.objects.get()
    assert matter.content == "来访人：刘女士\n漏水"
    assert (matter.entered_by, matter.entered_why, matter.desk) == (city.worker.person_id, "窗口", city.station)
    assert client_of(city.member).get(url).status_code == 403


def test_parts_are_given_and_ended_by_the_desk(city) -> None:
    matter = case(city)
    client = client_of(city.worker)
    add = reverse("desk:matters_part_add", args=[matter.pk])
    colleague = of(city.counsellor)
    assert client.post(add, {"role": "handler"}).status_code == 400
    assert client.post(add, {"role": "handler", "person": str(colleague.pk)}).status_code == 302
    part = matter.parties.get(role="handler")
    end = reverse("desk:matters_part_end", args=[part.pk])
    assert client_of(city.officer).post(end).status_code == 403
    assert client.post(end).status_code == 302
    part.refresh_from_db()
    assert part.end is not None


def test_urging_from_the_page(city) -> None:
    matter = case(city)
    url = reverse("desk:matters_urge", args=[matter.pk])
    assert client_of(city.zhongshan_officer).post(url).status_code == 302
    assert client_of(city.worker).post(url).status_code in {403, 404}


def test_a_page_of_every_kind_opens(city) -> None:
    from lianxin.matters.kind import matter_kinds

    client = client_of(city.officer)
    for kind in matter_kinds:
        matter = open_matter(kind=kind.key, agreed=Agreement(), raiser=person(), desk=city.office, by=city.lianxin)
        assert client.get(reverse("desk:matters_detail", args=[matter.pk])).status_code == 200
        assert client.get(reverse("desk:matters_add", args=[kind.key])).status_code == 200
