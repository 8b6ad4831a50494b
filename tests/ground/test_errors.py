"""Errors with a sentence become pages with the right status, and JSON under /api/."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory

from lianxin.access.actors import nobody
from lianxin.config.errors import SentenceMiddleware, not_found, refused
from lianxin.core.errors import BadInput, Conflict, LianxinError, NotAllowed, UnknownName


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (BadInput("This file is empty."), 400),
        (Conflict("The seat is gone."), 409),
        (NotAllowed("Not yours.", ("the city office: all",)), 403),
        (UnknownName("There is no such measure."), 404),
        (LianxinError("Something else."), 400),
    ],
)
def test_the_api_answers_in_json(error, status):
    answer = SentenceMiddleware(lambda request: None).process_exception(RequestFactory().get("/api/v1/x"), error)
    assert answer.status_code == status
    said = json.loads(answer.content)
    assert said["detail"] == str(error)
    assert said["why"] == list(getattr(error, "why", ()))


def test_other_errors_stay_djangos():
    assert SentenceMiddleware(lambda request: None).process_exception(RequestFactory().get("/"), ValueError("x")) is None


def test_handlers():
    request = RequestFactory().get("/api/v1/x")
    assert refused(request, NotAllowed("Not yours.")).status_code == 403
    assert refused(request, PermissionDenied()).status_code == 403
    assert not_found(request, Http404("typed 张三")).status_code == 404
    assert "张三" not in json.loads(not_found(request, Http404("typed 张三")).content)["detail"]


@pytest.mark.django_db
@pytest.mark.parametrize("error", [BadInput("This file is empty."), Conflict("The seat is gone."), NotAllowed("Not yours.", ("all: x",))])
def test_pages_show_the_sentence(rf, error):
    request = rf.get("/desk/")
    request.actor, request.user, request.session = nobody(), AnonymousUser(), {}
    page = SentenceMiddleware(lambda request: None).process_exception(request, error).content.decode()
    assert str(error) in page
    assert all(reason.partition(": ")[0] in page for reason in getattr(error, "why", ()))
