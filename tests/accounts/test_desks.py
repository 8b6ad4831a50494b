"""The four separate desks: who enters which, what they do, what they never see."""

import datetime as dt

import pytest
from django.urls import reverse
from tests.portal.conftest import DAY, START
from tests.portal.test_pages import feedback

from lianxin.access.actors import service
from lianxin.accounts.models import User
from lianxin.accounts.services.users import make_user
from lianxin.journal.models import Entry, Read
from lianxin.journal.services.chain import seal_entries
from lianxin.journal.services.entries import record_read
from lianxin.register.models import Tie
from lianxin.register.services.consents import give_consent
from lianxin.register.services.parties import add_person
from lianxin.register.services.ties import add_tie

DESKS = {
    "dpo": ("admin_protection", "admin_reads", "admin_consents", "admin_fields"),
    "security_admin": ("admin_accounts", "admin_account_new", "admin_staff_new", "admin_rights"),
    "system_admin": ("admin_system",),
    "auditor": ("admin_journal",),
}


@pytest.fixture
def guards(village):
    made = {}
    for role, name in (("dpo", "陈守"), ("security_admin", "褚安"), ("system_admin", "沈系"), ("auditor", "卫审")):
        made[role] = add_person(values={"name": name}, by=village.by, at=START)
        make_user(made[role], role, by=village.by)
        add_tie(kind="staff_post", person=made[role], organisation=village.office, role=role, start=START, by=village.by)
    return made


@pytest.mark.parametrize("role", DESKS)
def test_each_opens_their_own_desk_only(client, village, guards, role):
    village.sign_in(client, guards[role])
    for owner, names in DESKS.items():
        for name in names:
            assert client.get(reverse(f"desk:{name}")).status_code == (200 if owner == role else 403), name


def test_nobody_of_them_reads_a_case(client, village, guards):
    matter = feedback(village)
    for person in guards.values():
        village.sign_in(client, person)
        assert client.get(reverse("portal:matter", args=[matter.pk])).status_code == 404


def test_locking_and_opening(client, village, guards):
    village.sign_in(client, guards["security_admin"])
    user = User.objects.get(username="lin")
    for locked in ("1", "0"):
        client.post(reverse("desk:admin_account_lock", args=[user.pk]), {"locked": locked})
        user.refresh_from_db()
        assert user.is_active == (locked == "0")
    own = User.objects.get(username="security_admin")
    client.post(reverse("desk:admin_account_lock", args=[own.pk]), {"locked": "1"})
    own.refresh_from_db()
    assert own.is_active


def test_a_new_colleague_in_one_step(client, village, guards):
    village.sign_in(client, guards["security_admin"])
    given = {"name": "钱新", "username": "qian", "role": "district_officer", "office": village.office.name, "place": "中山区", "start": "2017-07-14", "end": ""}
    html = client.post(reverse("desk:admin_staff_new"), given).content.decode()
    assert "/accounts/password/link/" in html
    assert Tie.objects.get(person__name="钱新").place.name == "中山区"
    assert client.post(reverse("desk:admin_staff_new"), given).status_code == 200
    assert User.objects.filter(username="qian").count() == 1


def test_administrators_stay_three_people(client, village, guards):
    village.sign_in(client, guards["security_admin"])
    for role in ("system_admin", "auditor"):
        other = "auditor" if role == "system_admin" else "system_admin"
        user = User.objects.get(username=role)
        given = {"role": other, "office": village.office.name, "place": "", "start": "2017-07-14", "end": ""}
        assert client.post(reverse("desk:admin_post_add", args=[user.pk]), given).status_code == 400
    own = User.objects.get(username="security_admin")
    given = {"role": "city_officer", "office": village.office.name, "place": "", "start": "2017-07-14", "end": ""}
    assert client.post(reverse("desk:admin_post_add", args=[own.pk]), given).status_code == 400
    assert not Tie.objects.filter(person=guards["security_admin"], role="city_officer").exists()


def test_ending_a_post_takes_the_right_at_the_next_request(client, village, guards):
    village.sign_in(client, village.officer)
    assert client.get("/api/v1/measures").status_code == 200
    tie = village.officer.ties.get(kind="staff_post")
    village.sign_in(client, guards["security_admin"])
    client.post(reverse("desk:admin_post_end", args=[tie.pk]), {"end": DAY.isoformat()})
    village.sign_in(client, village.officer)
    assert client.get("/api/v1/measures").status_code == 403


def test_rights_per_day(client, village, guards):
    add_tie(
        kind="staff_post", person=village.stranger, organisation=village.office, role="city_officer", start=START, end=dt.date(2016, 1, 1), by=village.by
    )  # fmt: skip
    village.sign_in(client, guards["security_admin"])
    url = reverse("desk:admin_rights")
    assert "何平" in client.get(f"{url}?on=2015-06-01").content.decode()
    assert "何平" not in client.get(f"{url}?on=2017-07-14").content.decode()


def test_readings_and_consents_of_everybody(client, village, guards):
    record_read(subject_id=village.member.pk, by=village.actor(village.officer), how=Read.How.REVEALED, what="phone", reason="通知开会")
    give_consent(village.member, purpose="bulletins", text_version="1", by=village.by)
    village.sign_in(client, guards["dpo"])
    html = client.get(reverse("desk:admin_reads")).content.decode()
    assert "林晓" in html
    assert "孙明" in html
    assert "林晓" in client.get(reverse("desk:admin_consents") + "?holds=true").content.decode()
    assert "林晓" not in client.get(reverse("desk:admin_consents") + "?holds=false").content.decode()
    assert client.get(reverse("desk:admin_protection")).status_code == 200


def test_the_auditor_verifies(client, village, guards):
    seal_entries()
    village.sign_in(client, guards["auditor"])
    html = client.post(reverse("desk:admin_verify"), follow=True).content.decode()
    assert "alert--good" in html or "good" in html
    Entry.objects.filter(pk=Entry.objects.exclude(block=None).first().pk).update(verb="forged")
    html = client.post(reverse("desk:admin_verify"), follow=True).content.decode()
    assert "bad" in html
    village.sign_in(client, guards["system_admin"])
    assert client.post(reverse("desk:admin_verify")).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("role", "name", "statements"), [("dpo", "admin_reads", 6), ("dpo", "admin_consents", 5), ("security_admin", "admin_accounts", 6), ("security_admin", "admin_rights", 5), ("auditor", "admin_journal", 5)])
def test_lists_cost_the_same_however_long(client, village, guards, django_assert_num_queries, rows, role, name, statements):
    for _n in range(rows):
        record_read(subject_id=village.member.pk, by=village.actor(village.officer), how=Read.How.OPENED)
        person = add_person(values={"name": "某人"}, by=service("test"), at=START)
        give_consent(person, purpose="bulletins", text_version="1", by=service("test"))
        add_tie(kind="staff_post", person=person, organisation=village.office, role="leader", start=START, by=service("test"))
    village.sign_in(client, guards[role])
    client.get(reverse("portal:settings"))
    with django_assert_num_queries(statements):
        client.get(reverse(f"desk:{name}"))
