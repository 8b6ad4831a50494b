"""Signing in: by name or phone, locked after five failures, demo buttons in the demo only, rights of the day."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from tests.portal.conftest import DAY, START

from lianxin.access.actors import service
from lianxin.access.roles import Role
from lianxin.accounts.backends import owner_of_phone
from lianxin.accounts.models import User
from lianxin.accounts.services.users import make_user, password_link, set_locked, set_password
from lianxin.core.errors import BadInput, Conflict, NotAllowed, UnknownName
from lianxin.figures.engine import value_of
from lianxin.figures.selections import select
from lianxin.journal.models import Entry
from lianxin.register.services.parties import add_person
from lianxin.register.services.ties import end_tie

GOOD = "Binhai-2017-Hai"
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _no_failures_before():
    cache.clear()


@pytest.fixture
def lin(village):
    user = User.objects.get(username="lin")
    return set_password(user, GOOD, by=service("test"))


def attempt(client, name, password=GOOD):
    return client.post(LOGIN, {"login": name, "password": password})


@pytest.mark.parametrize("name", ["lin", "13900001111", "139 0000 1111", "+86-13900001111"])
def test_by_name_or_phone(client, lin, name):
    if name.startswith("+86"):
        assert owner_of_phone(name) is None
        return
    answer = attempt(client, name)
    assert answer.status_code == 302
    assert answer.url == "/me/"
    assert Entry.objects.filter(verb="sign_in", person_id=lin.person_id).count() == 1


def test_staff_begin_at_the_desk(client, village):
    set_password(User.objects.get(username="sun"), GOOD, by=service("test"))
    assert attempt(client, "sun").url == "/desk/"


def test_a_phone_of_two_people_signs_nobody_in(client, lin, village):
    other = add_person(values={"name": "林母", "phone": "13900001111"}, by=village.by, at=START)
    make_user(other, "mother", by=village.by)
    assert owner_of_phone("13900001111") is None
    assert attempt(client, "13900001111").status_code == 200


def test_locked_after_five_failures(client, lin):
    for _n in range(5):
        assert attempt(client, "lin", "wrong").status_code == 200
    assert attempt(client, "lin").status_code == 200
    assert Entry.objects.filter(verb="sign_in_failed").count() == 5
    # The address is locked too, for every account.
    assert attempt(client, "sun").status_code == 200


def test_a_locked_account_ends_at_the_next_request(client, lin, village):
    attempt(client, "lin")
    assert client.get("/me/").status_code == 200
    set_locked(lin, locked=True, by=service("test"))
    assert client.get("/me/").status_code == 302


def test_rights_end_with_the_tie_at_the_next_request(client, village):
    village.sign_in(client, village.liaison)
    url = f"/api/v1/people/{village.member.pk}"
    assert client.get(url).status_code == 200
    end_tie(village.liaison.ties.get(kind="liaison"), end=DAY, by=village.by)
    assert client.get(url).status_code == 404


def test_nobody_signs_up(client, db):
    assert "注册" not in client.get("/accounts/login/").content.decode()
    client.post("/accounts/signup/", {"username": "x", "password1": GOOD, "password2": GOOD})
    assert not User.objects.exists()


def test_the_pages_of_allauth_have_our_look(client, lin):
    for url in ("/accounts/login/", "/accounts/password/reset/", "/accounts/signup/"):
        assert 'class="top"' in client.get(url).content.decode()
    attempt(client, "lin")
    for url in ("/accounts/2fa/", "/accounts/password/change/", "/accounts/logout/"):
        assert 'class="top"' in client.get(url).content.decode(), url
    assert client.get("/accounts/email/").url == "/me/settings/"


def test_demo_buttons_work_in_the_demo_only(client, village, settings):
    make_user(add_person(values={"name": "演示"}, by=village.by), "demo-member", by=village.by)
    assert client.post("/accounts/demo/", {"username": "demo-member"}).status_code == 404
    assert "demo-member" not in client.get(LOGIN).content.decode()
    settings.LIANXIN_DEMO = True
    assert "demo-member" in client.get(LOGIN).content.decode()
    assert client.post("/accounts/demo/", {"username": "lin"}).status_code == 404
    assert client.post("/accounts/demo/", {"username": "demo-member"}).url == "/me/"
    assert client.get("/accounts/demo/").status_code == 405


def test_a_password_link_works_once(client, village):
    user = User.objects.get(username="lin")
    path = password_link(user, by=service("test")).partition("//")[2].partition("/")[2]
    assert client.get(f"/{path}").status_code == 200
    assert client.post(f"/{path}", {"password": "short", "again": "short"}).status_code == 200
    assert client.post(f"/{path}", {"password": GOOD, "again": GOOD}).url == "/me/"
    client.logout()
    assert client.get(f"/{path}").status_code == 404
    assert attempt(client, "lin").status_code == 302


def test_accounts_are_made_by_those_who_may(village):
    person = add_person(values={"name": "新人"}, by=village.by)
    with pytest.raises(NotAllowed):
        make_user(person, "new", by=village.actor(village.officer))
    with pytest.raises(Conflict):
        make_user(village.member, "other", by=village.by)
    with pytest.raises(BadInput):
        make_user(person, "new", password="12345", by=village.by)
    with pytest.raises(NotAllowed):
        password_link(User.objects.get(username="lin"), by=village.actor(village.officer))
    with pytest.raises(NotAllowed):
        set_locked(User.objects.get(username="lin"), locked=True, by=village.actor(village.officer))


def test_the_token_command(client, village, capsys):
    for name in ("sun", str(village.officer.pk)):
        call_command("token", name)
        token = capsys.readouterr().out.strip()
        mine = client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).json()
        assert mine["person"] == village.officer.pk
        assert Role.CITY_OFFICER in {hat["role"] for hat in mine["hats"]}
    with pytest.raises(UnknownName):
        call_command("token", "nobody")


def test_active_members_are_people_who_did_something(client, village):
    def active():
        return value_of(select("D6.active_members", DAY, DAY))

    before = active()
    village.sign_in(client, village.member)
    client.get("/me/")
    assert active() == before
    for code in ("bulletins", "contact"):
        client.post(f"/me/record/consents/of/{village.member.pk}/", {"purpose": code, "answer": "yes"})
    assert active() == before + 1
