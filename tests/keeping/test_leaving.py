"""Leaving an association, closing the account and asking for erasure, on the phone pages."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.cast import DAY

from lianxin.accounts.models import User
from lianxin.matters.models import Matter
from lianxin.matters.services.moves import move_matter
from lianxin.register.models import Person, Tie
from lianxin.register.services.erasing import ERASED

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path, settings):
    settings.LIANXIN_DATA = tmp_path


def test_a_member_leaves_at_once(cast, client):
    client.force_login(cast.user("member"))
    tie = Tie.objects.get(person=cast.member, organisation=cast.association)
    assert cast.association.name in client.get(reverse("portal:leaving")).content.decode()
    client.post(reverse("portal:tie_leave", args=[tie.pk]))
    tie.refresh_from_db()
    assert tie.end == DAY
    assert cast.association.name not in client.get(reverse("portal:leaving")).content.decode()
    other = Tie.objects.get(person=cast.people["liaison"], kind="liaison")
    assert client.post(reverse("portal:tie_leave", args=[other.pk])).status_code in {403, 404}


def test_closing_the_account_ends_every_session_and_keeps_the_record(cast, client):
    user = cast.user("member")
    client.force_login(user)
    assert client.post(reverse("portal:account_close")).status_code == 400
    client.post(reverse("portal:account_close"), {"sure": "on"})
    assert not User.objects.filter(pk=user.pk).exists()
    assert Person.objects.get(pk=cast.member.pk).name == cast.member.name
    assert client.get(reverse("portal:leaving")).status_code == 302


def test_whoever_holds_a_post_keeps_the_account(cast, client):
    client.force_login(cast.user("dpo"))
    client.post(reverse("portal:account_close"), {"sure": "on"})
    assert User.objects.filter(person=cast.people["dpo"]).exists()


def test_a_request_is_verified_and_carried_out_by_the_data_protection_officer(cast, client):
    client.force_login(cast.user("member"))
    client.post(reverse("portal:erasure_ask"), {"sure": "on"})
    client.post(reverse("portal:erasure_ask"), {"sure": "on"})
    request = Matter.objects.get(kind="data_request")
    assert request.category == "erasure"
    guardian = cast.actor("dpo")
    move_matter(request, "verify", by=guardian, at=DAY)
    move_matter(request, "erase", by=guardian, at=DAY, given={"reason": "本人申请"})
    assert Person.objects.get(pk=cast.member.pk).name == ERASED
    assert not User.objects.filter(person_id=cast.member.pk).exists()
    assert client.get(reverse("portal:leaving")).status_code == 302
    page = client.get("/desk/")
    assert page.status_code == 302
    client.force_login(cast.user("dpo"))
    assert client.get(reverse("desk:matters_detail", args=[request.pk])).status_code == 200
    assert client.get(reverse("desk:admin_erasures")).status_code == 200
