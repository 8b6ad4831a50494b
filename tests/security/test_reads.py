"""Whoever is described can see who read: opening, revealing, exporting; lists and searches are none."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from tests.security.conftest import send

from lianxin.accounts.services.tokens import make_token
from lianxin.journal.models import Entry, Read


def reads(two) -> list[str]:
    return list(Read.objects.filter(subject_id=two.member.pk, reader_id=two.people["city_officer"].pk).order_by("pk").values_list("how", flat=True))


def test_what_is_a_read_and_what_is_none(two):
    client, pk = two.client("city_officer"), two.member.pk
    for path in (reverse("desk:people_list"), "/api/v1/people", "/desk/figures/B1.register/", reverse("desk:organisations_detail", args=[two.cast.association.pk])):
        client.get(path)
    client.post(reverse("desk:search"), {"q": "于海宁"})
    client.post(reverse("desk:people_list"), {"q": "于海宁"}, follow=True)
    assert reads(two) == []
    client.get(reverse("desk:people_detail", args=[pk]))
    assert reads(two) == ["opened"]
    client.post(reverse("desk:people_reveal", args=[pk]), {"field": "phone", "reason": "contact"})
    assert reads(two)[-1] == "revealed"
    client.post(reverse("desk:lists_export"), {"list_type": "people", "form": "csv", "purpose": "核对名单"})
    assert reads(two)[-1] == "exported"
    api = Client(headers={"authorization": f"Bearer {make_token(two.cast.user('city_officer'), by=two.cast.by)}"})
    api.get(f"/api/v1/people/{pk}")
    assert reads(two) == ["opened", "revealed", "exported", "opened"]
    seen = two.client("member").get(reverse("portal:readings")).content.decode()
    assert two.people["city_officer"].name in seen
    assert "核对名单" in seen


def test_a_reveal_without_a_reason_shows_nothing_and_notes_nothing(two):
    client = two.client("city_officer")
    for given in ({"field": "phone", "reason": ""}, {"field": "name", "reason": "contact"}, {"field": "phone", "reason": "curious"}):
        text = client.post(reverse("desk:people_reveal", args=[two.member.pk]), given).content.decode()
        assert "13877776666" not in text
    assert reads(two) == []


def test_the_journal_holds_ids_and_codes_only(two):
    send("姓名,手机,身份证号\n王日志,13866667777,110101199003071735\n", "王日志的名单.csv", two.actor("liaison"), two.cast.association, basis="contract")
    two.client("city_officer").post(reverse("desk:people_reveal", args=[two.member.pk]), {"field": "phone", "reason": "contact"})
    told = str(list(Entry.objects.values_list("verb", "data", "group")))
    for word in ("于海宁", "王日志", "13866667777", "110101199003071735", "13877776666", "secret.example", "金马路"):
        assert word not in told
