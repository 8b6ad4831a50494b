"""Nobody changes what is not theirs: every address that takes a POST, asked by foreign people with rows that are not open to them."""

from __future__ import annotations

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.matrix.asking import argument, rows_of
from tests.matrix.routes import Route, all_routes
from tests.matrix.test_api import BODIES, ROWS, address
from tests.security.conftest import Two

from lianxin.access.rules import visible
from lianxin.api.urls import OPERATIONS

ROUTES = [route for route in all_routes() if route.is_ours and not route.is_api and route.rule]
FOREIGN = ("stranger", "other_liaison", "other_district")
HARMLESS = {"django_session", "accounts_apitoken", "figures_knownselection"}
"""Tables that asking alone may write: the session, when a token was used, which selections were asked for."""
GIVEN = {
    "move": "accept", "field": "phone", "reason": "contact", "end": "2017-07-13", "rating": "5", "purpose": "bulletins", "on": "1",
    "role": "handler", "title": "x", "name": "罗一航", "kind": "membership", "start": "2017-01-01", "content": "x", "text_version": "1",
    "given_on": "2017-07-01", "papers": "x", "username": "x", "part": "attendee", "note": "x", "text": "x", "body": "x", "document": "",
}  # fmt: skip
WRITES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


def written(captured: CaptureQueriesContext) -> set[str]:
    return {found[1] for query in captured if (found := WRITES.match(query["sql"]))} - HARMLESS


def ask(client: Client, path: str, given, **kwargs) -> tuple[int, set[str]]:
    point = transaction.savepoint()
    try:
        with CaptureQueriesContext(connection) as captured:
            status = client.post(path, given, **kwargs).status_code
        return status, written(captured)
    finally:
        transaction.savepoint_rollback(point)


def closed_rows(route: Route, two: Two, role: str) -> list[int]:
    """Rows on which the person may not do what the route does: the first that they do not see, and the first that they do."""
    rows, actor = rows_of(route), two.actor(role)
    if rows is None:
        return []
    verb = route.rule.verb if route.rule.model is rows.model else "view"
    may = visible(rows, actor, verb).values("pk") if actor.may_any(verb, rows.model) else rows.none().values("pk")
    closed = rows.exclude(pk__in=may)
    seen = visible(closed, actor) if actor.may_any("view", rows.model) else closed.none()
    return [row.pk for row in (closed.exclude(pk__in=seen.values("pk")).first(), seen.first()) if row is not None]


@pytest.mark.parametrize("role", FOREIGN)
def test_no_page_lets_a_foreign_person_change_anything(two, role):
    client, asked, found = two.client(role), 0, []
    for route in ROUTES:
        if "pk" not in route.arguments:
            continue
        for pk in closed_rows(route, two, role):
            known = {name: argument(route, name)(two.cast) for name in route.arguments if name != "pk"}
            path = reverse(route.name, kwargs={**known, "pk": pk})
            status, tables = ask(client, path, GIVEN)
            asked += 1
            if tables or status not in {302, 403, 404, 405}:
                found.append(f"{path}: {status}, wrote {sorted(tables)}")
    assert found == []
    assert asked > 40


@pytest.mark.parametrize("role", FOREIGN)
@pytest.mark.parametrize("way", ["session", "token"])
def test_no_operation_lets_a_foreign_person_change_anything(two, role, way):
    from lianxin.accounts.services.tokens import make_token

    client = two.client(role)
    if way == "token":
        client = Client(headers={"authorization": f"Bearer {make_token(two.cast.users[role], by=two.cast.by)}"})
    actor, found = two.actor(role), []
    for operation in OPERATIONS:
        if operation.method == "GET" or "{pk}" not in operation.path:
            continue
        model = ROWS[operation.path.strip("/").split("/")[0]]
        rows = model._default_manager.exclude(pk__in=visible(model._default_manager.all(), actor).values("pk"))
        path = address(operation, rows.first().pk)
        status, tables = ask(client, path, BODIES.get(operation.name, {}), content_type="application/json")
        if tables or status not in {403, 404}:
            found.append(f"{path}: {status}, wrote {sorted(tables)}")
    assert found == []


@pytest.mark.parametrize("role", [*FOREIGN, "member", "city_officer", "security_admin"])
def test_no_post_without_a_token_of_the_form(two, role):
    """Cross-site forms: every address refuses a POST that does not carry the token of a page of ours."""
    if connection.vendor != "sqlite":
        pytest.skip("the token is asked for before any record is")
    client, found = two.client(role, enforce_csrf_checks=True), []
    for route in all_routes():
        if not route.name or route.name.startswith("api:"):
            continue
        try:
            known = {name: argument(route, name)(two.cast) for name in route.arguments if name != "pk"}
            path = reverse(route.name, kwargs=known | ({"pk": two.member.pk} if "pk" in route.arguments else {}))
        except Exception:  # noqa: BLE001  addresses of allauth with arguments of their own
            continue
        status, tables = ask(client, path, GIVEN)
        if tables or status not in {403, 405}:
            found.append(f"{route.name}: {status}, wrote {sorted(tables)}")
    for operation in OPERATIONS:
        if operation.method != "GET":
            status, tables = ask(client, address(operation, 1), BODIES.get(operation.name, {}), content_type="application/json")
            if tables or status != 403:
                found.append(f"{operation.path}: {status}, wrote {sorted(tables)}")
    assert found == []
