"""Pages of bulletins and channels."""

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.accounts.models import User
from lianxin.bulletins.models import Bulletin, Channel
from lianxin.bulletins.services import draft_bulletin, issue_bulletin, open_channel


def client_of(actor) -> Client:
    client = Client()
    client.force_login(User.objects.get_or_create(person_id=actor.person_id, defaults={"username": f"u{actor.person_id}"})[0])
    return client


def notice(city, n: int = 1) -> Bulletin:
    return draft_bulletin(
        kind="notice", title=f"关于第{n}次交流的通知", issuer=city.office, audience={"ties": [{"kind": "team", "slug": "register"}]}, by=city.officer
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(city, rows, django_assert_num_queries) -> None:
    for n in range(rows):
        issue_bulletin(notice(city, n), by=city.officer)
    client = client_of(city.officer)
    client.get(reverse("desk:bulletins_list"))
    with django_assert_num_queries(8):
        response = client.get(reverse("desk:bulletins_list"))
    assert response.content.decode().count("次交流的通知") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_directory_costs_the_same_for_any_number_of_rows(city, rows, django_assert_num_queries) -> None:
    for n in range(rows):
        open_channel(name=f"交流{n}群", platform="qq_group", owner=city.association, by=city.officer)
    client = client_of(city.officer)
    client.get(reverse("desk:channels_list"))
    with django_assert_num_queries(6):
        response = client.get(reverse("desk:channels_list"))
    assert response.content.decode().count("群</a>") == rows


def test_drafting_changing_and_issuing_by_forms(city) -> None:
    client = client_of(city.officer)
    form = {"kind": "notice", "title": "座谈通知", "issuer": str(city.office.pk), "ties": ["team:register"], "to": "people", "body": "周五下午"}
    assert client.get(reverse("desk:bulletins_draft")).status_code == 200
    assert client.post(reverse("desk:bulletins_draft"), form | {"kind": "column"}).status_code == 400
    assert client.post(reverse("desk:bulletins_draft"), form).status_code == 302
    bulletin = Bulletin.objects.get()
    assert bulletin.audience == {"ties": [{"kind": "team", "slug": "register"}], "to": "people"}
    assert client.post(reverse("desk:bulletins_edit", args=[bulletin.pk]), form | {"title": "座谈会通知"}).status_code == 302
    for code in ("submit", "approve", "issue"):
        assert client.post(reverse("desk:bulletins_move", args=[bulletin.pk]), {"move": code, "on": "2017-07-14"}).status_code == 302
    bulletin.refresh_from_db()
    assert (bulletin.title, bulletin.deliveries.count()) == ("座谈会通知", 3)
    assert client.get(reverse("desk:bulletins_detail", args=[bulletin.pk])).status_code == 200
    assert client.get(reverse("desk:bulletins_deliveries", args=[bulletin.pk])).status_code == 200
    assert client.post(reverse("desk:bulletins_remind", args=[bulletin.pk])).status_code == 302


def test_a_liaison_officer_opens_and_signs(city) -> None:
    document = draft_bulletin(
        kind="issued_document", title="联络员制度", number="3", issuer=city.office, audience={"ties": [{"kind": "liaison"}], "to": "organisations"}, by=city.officer
    )
    issue_bulletin(document, by=city.officer)
    client = client_of(city.liaison)
    page = reverse("desk:bulletins_detail", args=[document.pk])
    assert client.get(page).status_code == 200
    delivery = document.deliveries.get()
    assert delivery.opened_at is not None
    assert delivery.signed_at is None
    sign = reverse("desk:bulletins_sign", args=[document.pk])
    assert client.post(sign).status_code == 302
    assert client.post(sign).status_code == 404
    delivery.refresh_from_db()
    assert delivery.signed_at is not None


def test_pages_are_denied(city) -> None:
    draft = notice(city)
    for actor, status in ((city.liaison, 404), (city.member, 404), (city.admin, 404)):
        assert client_of(actor).get(reverse("desk:bulletins_detail", args=[draft.pk])).status_code == status
    assert client_of(city.member).get(reverse("desk:bulletins_draft")).status_code == 403
    assert client_of(city.member).get(reverse("desk:channels_add")).status_code == 403


def test_channels_by_forms(city) -> None:
    client = client_of(city.officer)
    form = {"name": "联谊会交流群", "platform": "wechat_group", "owner": str(city.association.pk), "start": "2016-01-04"}
    assert client.post(reverse("desk:channels_add"), form | {"owner": "9999"}).status_code == 400
    assert client.post(reverse("desk:channels_add"), form).status_code == 302
    channel = Channel.objects.get()
    page = client.get(reverse("desk:channels_list"), {"state": "unchecked"}).content.decode()
    assert "逾期未检" in page
    assert client.post(reverse("desk:channels_check", args=[channel.pk])).status_code == 302
    assert client.post(reverse("desk:channels_close", args=[channel.pk])).status_code == 302
    channel.refresh_from_db()
    assert channel.checked_on is not None
    assert channel.end is not None
    assert client.get(reverse("desk:channels_detail", args=[channel.pk])).status_code == 200
