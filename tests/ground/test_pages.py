"""What every answer carries: health, headers, sessions that end."""

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from lianxin.config import middleware


@pytest.mark.django_db
def test_health(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "http" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_a_session_is_written_once_in_five_minutes(monkeypatch):
    request = RequestFactory().get("/")
    request.session = SessionStore()
    request.session["who"] = "somebody"
    handler = middleware.idle_sessions(lambda request: HttpResponse(str(request.session.get("who"))))
    handler(request)
    request.session.modified = False
    handler(request)
    assert not request.session.modified
    later = request.session["touched"] + middleware.TOUCH_EVERY_SECONDS
    monkeypatch.setattr(middleware.time, "time", lambda: later)
    handler(request)
    assert request.session.modified
    assert settings.SESSION_COOKIE_AGE == 1800


@pytest.mark.parametrize("password", ["onlysmallletters", "nocapitals123", "Short1!"])
def test_plain_passwords_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


def test_a_password_of_three_classes_is_taken():
    validate_password("Xinghai-wan-1899")


def test_the_refusal_speaks_chinese():
    with override("zh-hans"), pytest.raises(ValidationError) as refused:
        validate_password("onlysmallletters")
    assert "大写字母" in "".join(refused.value.messages)
