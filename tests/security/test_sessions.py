"""Sessions, tokens, links and redirects after something has changed."""

from __future__ import annotations

import datetime as dt
import os

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.cast import DAY

from lianxin.accounts.models import ApiToken, FirstRun, User
from lianxin.accounts.services import first_run
from lianxin.accounts.services.tokens import make_token
from lianxin.accounts.services.users import set_locked, set_password
from lianxin.config.env import read_env
from lianxin.reference.queries import find_place
from lianxin.register.models import Tie
from lianxin.register.services.ties import end_tie

GOOD, BETTER = "Binhai-2017-Hai", "Xinghai-2018-Wan"
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _no_failures_before():
    cache.clear()
    yield
    cache.clear()


def bearer(user: User, by) -> Client:
    return Client(headers={"authorization": f"Bearer {make_token(user, by=by)}"})


# This begins with an empty register: it stands before those that share one.


def test_the_first_run_link_works_once(db):
    link = first_run.first_run_link()
    token = link.rstrip("/").rpartition("/")[2]
    assert token not in str(list(FirstRun.objects.values()))
    newer = first_run.first_run_link().rstrip("/").rpartition("/")[2]
    assert not first_run.link_is_good(token), "a newer link ends the older one"
    given = {"office": "大连市牵头办公室", "place": find_place("大连市", DAY), "name": "卫平", "username": "wei", "password": GOOD}
    first_run.begin(newer, **given)
    assert not first_run.link_is_good(newer)
    assert first_run.first_run_link() is None
    assert Client().get(f"/accounts/first-run/{newer}/").status_code == 404


def test_an_ended_tie_ends_session_and_token_alike(two):
    browser, api = two.client("liaison"), bearer(two.cast.user("liaison"), two.cast.by)
    page, operation = reverse("desk:people_detail", args=[two.member.pk]), f"/api/v1/people/{two.member.pk}"
    assert browser.get(page).status_code == api.get(operation).status_code == 200
    tie = Tie.objects.get(kind="liaison", person=two.people["liaison"])
    end_tie(tie, end=DAY - dt.timedelta(days=1), by=two.cast.by)
    assert browser.get(page).status_code in {403, 404}
    assert api.get(operation).status_code in {403, 404}
    assert browser.get(reverse("desk:lists_imports")).status_code == 403


def test_a_lock_ends_session_and_token_alike(two):
    browser, api = two.client("city_officer"), bearer(two.cast.user("city_officer"), two.cast.by)
    assert api.get("/api/v1/me").status_code == 200
    set_locked(two.cast.user("city_officer"), locked=True, by=two.cast.by)
    assert browser.get("/desk/").status_code == 302
    assert api.get("/api/v1/me").status_code == 401


def test_a_new_password_ends_other_sessions_and_tokens(two):
    user = set_password(two.cast.user("city_officer"), GOOD, by=two.cast.by)
    mine, other, api = two.client("city_officer"), two.client("city_officer"), bearer(user, two.cast.by)
    answer = mine.post("/accounts/password/change/", {"oldpassword": GOOD, "password1": BETTER, "password2": BETTER})
    assert answer.status_code == 302
    assert mine.get("/desk/").status_code == 200
    assert other.get("/desk/").status_code == 302
    assert api.get("/api/v1/me").status_code == 401
    api = bearer(User.objects.get(pk=user.pk), two.cast.by)
    set_password(User.objects.get(pk=user.pk), GOOD, by=two.cast.by)
    assert api.get("/api/v1/me").status_code == 401
    assert not ApiToken.objects.filter(user=user).exists()


def test_a_token_opens_the_api_and_no_page(two):
    api = bearer(two.cast.user("city_officer"), two.cast.by)
    assert api.get("/desk/").status_code == 302
    assert api.get("/me/").status_code == 302


def test_no_redirect_leaves_the_house(two):
    set_password(two.cast.user("member"), GOOD, by=two.cast.by)
    for evil in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        client = Client()
        answer = client.post(LOGIN, {"login": "cast-member", "password": GOOD, "next": evil})
        assert "evil" not in answer["Location"]
        assert "javascript" not in answer["Location"]
        for path, given in (("/shell/elder/", {"on": "1"}), ("/i18n/setlang/", {"language": "en"})):
            target = client.post(path, {**given, "next": evil})["Location"]
            assert "evil" not in target, path
            assert "javascript" not in target
        assert "evil" not in client.post("/accounts/logout/", {"next": evil})["Location"]


def test_attempts_are_counted_by_account_and_by_address(two):
    set_password(two.cast.user("member"), GOOD, by=two.cast.by)
    for n in range(5):
        Client(REMOTE_ADDR=f"10.0.0.{n}").post(LOGIN, {"login": "cast-member", "password": "wrong"})
    assert Client(REMOTE_ADDR="10.0.1.1").post(LOGIN, {"login": "cast-member", "password": GOOD}).status_code == 200
    cache.clear()
    for n in range(5):
        Client(REMOTE_ADDR="10.0.2.2").post(LOGIN, {"login": f"nobody{n}", "password": "wrong"})
    assert Client(REMOTE_ADDR="10.0.2.2").post(LOGIN, {"login": "cast-member", "password": GOOD}).status_code == 200
    assert Client(REMOTE_ADDR="10.0.2.3").post(LOGIN, {"login": "cast-member", "password": GOOD}).status_code == 302


def test_attempts_are_counted_across_processes(settings):
    assert "locmem" not in settings.CACHES["default"]["BACKEND"]
    cache.set("probe", 1)
    assert cache.get("probe") == 1


def test_demo_buttons_exist_in_the_demo_alone(two, settings):
    assert settings.LIANXIN_DEMO is False
    assert Client().post("/accounts/demo/", {"username": "demo-city"}).status_code == 404
    settings.LIANXIN_DEMO = True
    for name in ("cast-city_officer", "cast-member", ""):
        assert Client().post("/accounts/demo/", {"username": name}).status_code == 404


def test_what_serve_refuses_and_how_it_is_set(tmp_path, monkeypatch):
    for name in ("LIANXIN_TODAY", "LIANXIN_DEMO", "LIANXIN_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    code = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE']='lianxin.config.settings'\n"
        "from django.conf import settings as s\n"
        "print(s.DEBUG, s.LIANXIN_DEMO, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SECURE_HSTS_SECONDS > 0,"
        " s.SECURE_SSL_REDIRECT, '*' in s.ALLOWED_HOSTS, s.SESSION_COOKIE_SAMESITE, s.X_FRAME_OPTIONS)"
    )
    import subprocess
    import sys

    env = {**os.environ, "LIANXIN_DATA": str(tmp_path), "LIANXIN_URL": "https://lianxin.example.cn"}
    told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout
    assert told.split() == ["False", "False", "True", "True", "True", "True", "True", "False", "Lax", "DENY"]
    assert read_env({}).debug is False
