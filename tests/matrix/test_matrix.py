"""Every address, asked as every role: the answer agrees with the rule that the address declares and with the rules of its rows, and is under the policy."""

from __future__ import annotations

import sys
import types

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import clear_url_caches, path
from tests.cast import NAMES, ROLES, VISITOR
from tests.matrix.asking import ARGUMENTS, CLOSED, OPEN, ROWS, Asker, questions
from tests.matrix.heads import head_faults
from tests.matrix.routes import Route, all_routes

from lianxin.access.actors import Actor
from lianxin.access.middleware import RouteRuleMiddleware
from lianxin.access.routes import FOREIGN_ROUTES, RouteRule

pytestmark = pytest.mark.django_db
ROUTES = [route for route in all_routes() if route.is_ours and not route.is_api]
FINE = {200, 201, 204, 301, 302, 304, 400, 405, 409}
"""What an admitted actor may be told: 400 and 409 are sentences about what they gave, never refusals."""
HIDDEN = {404}
MORE_INSIDE = {
    "account_first_run_others": "the view asks for the system administrator's post of the first run, which no rule of rows knows",
    "desk:people_tie_add": "which verb a tie needs depends on its kind; the service asks it",
    "portal:lead": "rows are filtered by the rule of ties; the page itself is a leader's",
}
"""Routes that an admitted actor may still be refused by, and why their rule alone cannot say so."""
NEEDS_A_MOVE = ("_move",)
"""Addresses that make a move: asked without the name of one they know nothing of it (404)."""
OWN_ONLY = ("portal:",)
"""Pages that show everybody their own things only: an officer's rights over others' rows do not count there."""


def faults(route: Route, rule: RouteRule, role: str, cast, asker: Asker) -> list[str]:
    """What the answers to one role have wrong, in words. What visitors are shown may be kept by their browser."""
    actor, found = cast.actor(role), []
    for question in questions(route, actor, cast):
        try:
            answer = asker.ask(question.path)
            if answer.status_code == 405 and question.row == CLOSED:
                answer = asker.ask(question.path, "post")
        except Exception as error:  # noqa: BLE001  every fault of every page is listed, not only the first
            found.append(
                f"{route} as {role}, {question.row or 'no'} row: {type(error).__name__}: {str(error)[:200]}"
            )
            continue
        if role != VISITOR:
            found += [f"{fault} as {role}" for fault in head_faults(route, answer)]
        status = answer.status_code
        to_sign_in = status == 302 and answer.headers["Location"].startswith(settings.LOGIN_URL)
        if not rule.admits(actor):
            right = to_sign_in if role == VISITOR else status == 403
        elif route.name in MORE_INSIDE:
            right = status in FINE | {403, 404}
        elif question.row == CLOSED:
            right = status in {403, 404} or to_sign_in
        elif question.row == OPEN:
            others = route.name.startswith(OWN_ONLY) and role != "member"
            hidden = HIDDEN if others or route.name.endswith(NEEDS_A_MOVE) else set()
            right = status in FINE | hidden and not (to_sign_in and role != VISITOR)
        else:
            right = status in FINE | HIDDEN and not (to_sign_in and role != VISITOR)
        if not right:
            wanted = "admits" if rule.admits(actor) else "refuses"
            found.append(f"{route} {wanted} {role}, {question.row or 'no'} row: answered {status}")
    return found


def is_asked(number: int, rule: RouteRule, role: str, actors: dict[str, Actor]) -> bool:
    """The first database answers every role; the second three of those that the rule admits, other ones at each address."""
    if connection.vendor == "sqlite":
        return True
    admitted = [one for one in ROLES if rule.admits(actors[one])] or [*ROLES]
    turn = number % len(admitted)
    return role in (admitted[turn:] + admitted[:turn])[:3]


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_page_answers_as_its_rule_says(town, role):
    asker = Asker(town, role)
    actors = {one: town.actor(one) for one in ROLES}
    asked = [
        route
        for number, route in enumerate(ROUTES)
        if route.rule and is_asked(number, route.rule, role, actors)
    ]
    found = [fault for route in asked for fault in faults(route, route.rule, role, town, asker)]
    assert not found, "\n" + "\n".join(found)


def test_every_address_declares_its_rule():
    assert [
        f"{route} ({route.module})" for route in all_routes() if route.rule is None and not route.is_api
    ] == []


def test_every_address_of_ours_has_a_name():
    assert [route.pattern for route in ROUTES if not route.name] == []


def test_every_argument_is_known():
    """A new kind of argument is put into ARGUMENTS, or its model into ROWS; else its address would go unasked."""
    unknown = [
        f"{route}: {name}"
        for route in ROUTES
        for name in route.arguments
        if f"{route.name}.{name}" not in ARGUMENTS and name not in ARGUMENTS
    ]
    without_model = [
        str(route) for route in ROUTES if "pk" in route.arguments and route.rule and not route.rule.signed_in and route.name not in ROWS
        and "token" not in route.arguments
    ]  # fmt: skip
    assert unknown + without_model == []


def test_no_exception_outlives_its_route():
    assert set(MORE_INSIDE) - {route.name for route in ROUTES} == set()


def test_foreign_addresses_are_few_and_reasoned():
    assert all(rule.reason for rule in FOREIGN_ROUTES.values())
    modules = {route.module.split(".")[0] for route in all_routes() if not route.is_ours and not route.is_api}
    assert modules <= {"allauth", "django"}


def test_open_addresses_say_why():
    """Whoever opens an address to everybody gives the reason that a reviewer reads."""
    opened = [route for route in ROUTES if route.rule and route.rule.model is None]
    assert [str(route) for route in opened if len(route.rule.reason) < 10] == []


@pytest.fixture
def careless(monkeypatch):
    """An installation to whose addresses somebody added one without a rule."""
    from lianxin.config import urls

    def page(request):
        return HttpResponse("everything")

    page.__module__ = "tests.matrix.careless"
    module = types.ModuleType("tests.matrix.careless")
    module.urlpatterns = [*urls.urlpatterns, path("desk/careless/", page, name="careless")]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    clear_url_caches()
    yield module.__name__, page
    clear_url_caches()


def test_an_address_without_a_rule_is_found(careless):
    urlconf, _page = careless
    assert [str(route) for route in all_routes(urlconf) if route.rule is None and not route.is_api] == [
        "careless"
    ]


@pytest.mark.parametrize("role", [VISITOR, *NAMES])
def test_an_address_without_a_rule_opens_for_nobody(town, careless, role):
    _urlconf, page = careless
    request = RequestFactory().get("/desk/careless/")
    request.actor = town.actor(role)
    with pytest.raises(ImproperlyConfigured, match="declares no rule"):
        RouteRuleMiddleware(lambda _request: HttpResponse()).process_view(request, page, (), {})
