"""Every operation of the API, asked as every role: with sessions and with bearer tokens alike."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from ninja import NinjaAPI, Router
from tests.cast import ROLES, VISITOR
from tests.matrix.asking import CLOSED, OPEN
from tests.matrix.routes import API

from lianxin.access.rules import visible
from lianxin.accounts.services.tokens import make_token
from lianxin.api.access import OperationRule, operation_rules
from lianxin.api.urls import OPERATIONS, api
from lianxin.ballots.models import Ballot
from lianxin.bulletins.models import Bulletin
from lianxin.gatherings.models import Gathering, Participation
from lianxin.matters.models import Matter
from lianxin.register.models import Organisation, Person

pytestmark = pytest.mark.django_db
ROWS: dict[str, type[Model]] = {
    "people": Person,
    "organisations": Organisation,
    "gatherings": Gathering,
    "participations": Participation,
    "matters": Matter,
    "bulletins": Bulletin,
    "ballots": Ballot,
}
"""What `pk` means, by the first word of the path."""
ARGUMENTS = {"key": "D1.forum_times", "code": "D1", "name": "annual"}
BODIES: dict[str, dict[str, Any]] = {
    "raise_matter": {"kind": "feedback", "content": "路灯不亮"},
    "make_move": {"move": "accept"},
    "rate": {"rating": "5"},
}
"""Bodies that pass the schema: it is asked before the rule and tells a refused caller nothing but its own mistake."""
DENIED = {401, 403}


def address(operation: OperationRule, pk: int | None) -> str:
    path = operation.path.lstrip("/").replace("{pk}", str(pk))
    return API + re.sub(r"\{(\w+)\}", lambda found: ARGUMENTS[found[1]], path)


def rows_to_ask(operation: OperationRule, actor) -> list[tuple[str | None, int | None]]:
    """A row that the actor may do the operation's verb on, and one that they may not see."""
    if "{pk}" not in operation.path:
        return [(None, None)]
    model = ROWS[operation.path.strip("/").split("/")[0]]
    rows = model._default_manager.order_by("pk")
    seen = visible(rows, actor)
    verb = operation.rule.verb if operation.rule.model is model else "view"
    chosen = ((OPEN, visible(seen, actor, verb).first()), (CLOSED, rows.exclude(pk__in=seen.values("pk")).first()))
    return [(name, row.pk) for name, row in chosen if row is not None]


def ask(client: Client, operation: OperationRule, path: str) -> int:
    point = transaction.savepoint()
    try:
        if operation.method == "GET":
            return client.get(path).status_code
        body = json.dumps(BODIES.get(operation.name, {}))
        return client.generic(operation.method, path, body, content_type="application/json").status_code
    finally:
        transaction.savepoint_rollback(point)


def right(operation: OperationRule, actor, role: str, row: str | None, status: int) -> bool:
    if not operation.rule.admits(actor):
        return status == (401 if role == VISITOR else 403)
    if row == CLOSED:
        return status in {403, 404}
    if row == OPEN and operation.method == "GET":
        return status == 200
    return status < 500 and status != 401 and (status != 403 or operation.method != "GET")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("way", ["session", "token"])
def test_every_operation_answers_as_its_rule_says(town, role, way):
    if way == "session" and connection.vendor != "sqlite":
        pytest.skip("who asks is known in both ways on the first database; what they are told is asked for tokens on the second")
    if role == VISITOR:
        client = Client() if way == "session" else Client(headers={"authorization": "Bearer lx_unknown"})
    elif way == "session":
        client = Client()
        client.force_login(town.user(role))
    else:
        client = Client(headers={"authorization": f"Bearer {make_token(town.user(role), by=town.by)}"})
    actor, found = town.actor(role), []
    for operation in OPERATIONS:
        for row, pk in rows_to_ask(operation, actor):
            path = address(operation, pk)
            try:
                status = ask(client, operation, path)
            except Exception as error:  # noqa: BLE001  every fault of every operation is listed, not only the first
                found.append(f"{operation.method} {path} as {role}: {type(error).__name__}: {str(error)[:200]}")
                continue
            if not right(operation, actor, role, row, status):
                found.append(f"{operation.method} {path} as {role}, {row or 'no'} row: answered {status}")
    assert not found, "\n" + "\n".join(found)


def test_every_operation_is_known_to_this_test():
    unknown = [
        operation.path
        for operation in OPERATIONS
        if ("{pk}" in operation.path and operation.path.strip("/").split("/")[0] not in ROWS)
        or set(re.findall(r"\{(\w+)\}", operation.path)) - {"pk", *ARGUMENTS}
    ]
    assert unknown == []


def test_an_operation_without_a_rule_stops_the_start():
    careless, router = NinjaAPI(title="careless", urls_namespace="careless"), Router()

    @router.get("/everything")
    def everything(request):
        return []

    careless.add_router("", router)
    with pytest.raises(ImproperlyConfigured, match="everything"):
        operation_rules(careless)


def test_the_description_names_every_operation():
    described = api.get_openapi_schema()["paths"]
    assert len(OPERATIONS) == sum(len(methods) for methods in described.values())


def test_the_documentation_loads_nothing_from_another_host(client):
    page = client.get(f"{API}docs").content.decode()
    assert re.findall(r"""(?:src|href)=["'](?:https?:)?//[^"']+""", page) == []
