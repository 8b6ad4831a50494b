"""The API: the rules of the pages, masked values, tokens, figures that open, and a description that is a snapshot."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from ninja import NinjaAPI
from tests.portal.test_pages import DAY, feedback, forum

from lianxin.access.actors import service
from lianxin.accounts.models import User
from lianxin.accounts.services.tokens import make_token
from lianxin.accounts.services.users import set_locked
from lianxin.api.access import operation_rules
from lianxin.api.urls import OPERATIONS, api
from lianxin.figures.measures import measures
from lianxin.journal.models import Read
from lianxin.matters.models import Matter
from lianxin.register.services.ties import end_tie

SNAPSHOT = Path(__file__).parent / "openapi.json"


def bearer(who) -> dict[str, str]:
    return {"Authorization": f"Bearer {make_token(User.objects.get(person=who), by=service('test'))}"}


@pytest.mark.parametrize("operation", [o for o in OPERATIONS if o.method == "GET" and "{" not in o.path], ids=lambda o: o.path)
def test_lists_answer_as_their_rule_says(client, village, operation):
    assert client.get(f"/api/v1{operation.path}").status_code == (200 if "gatherings" in operation.path or "bulletins" in operation.path else 401)
    for who in (village.member, village.liaison, village.worker, village.officer, village.leader):
        admitted = operation.rule.admits(village.actor(who))
        answer = client.get(f"/api/v1{operation.path}", headers=bearer(who))
        assert answer.status_code == (200 if admitted else 403), answer.content


def test_an_operation_without_a_rule_stops_the_start():
    bare = NinjaAPI(urls_namespace="bare")

    @bare.get("/people")
    def people(request):
        return []

    with pytest.raises(ImproperlyConfigured, match="people of the API declares no rule"):
        operation_rules(bare)


def test_the_description_is_the_snapshot():
    described = json.dumps(api.get_openapi_schema(path_prefix="/api/v1"), ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(described, encoding="utf-8")
    assert described == SNAPSHOT.read_text(encoding="utf-8"), "delete tests/api/openapi.json and run again when the change is meant"


def test_the_page_of_the_api_loads_from_this_host_only(client, db):
    html = client.get("/api/v1/docs").content.decode()
    assert "swagger-ui-bundle.js" in html
    assert "https://" not in html
    assert client.get("/api/v1/openapi.json").json()["info"]["title"] == "Lianxin"


def test_a_token_has_the_rights_of_the_day(client, village):
    headers = bearer(village.officer)
    assert client.get("/api/v1/people", headers=headers).json()["items"]
    end_tie(village.officer.ties.get(kind="staff_post"), end=DAY, by=village.by)
    assert [one["name"] for one in client.get("/api/v1/people", headers=headers).json()["items"]] == ["孙明"]


def test_unknown_and_locked_tokens_are_nobodys(client, village):
    assert client.get("/api/v1/me", headers={"Authorization": "Bearer lx_nonsense"}).status_code == 401
    headers = bearer(village.member)
    set_locked(User.objects.get(person=village.member), locked=True, by=service("test"))
    assert client.get("/api/v1/me", headers=headers).status_code == 401


def test_values_are_masked_and_have_owners(client, village):
    one = client.get(f"/api/v1/people/{village.member.pk}", headers=bearer(village.officer)).json()
    assert one["phone"] == "139****1111"
    assert Read.objects.filter(subject_id=village.member.pk, reader_id=village.officer.pk).count() == 1
    assert client.get(f"/api/v1/people/{village.member.pk}", headers=bearer(village.member)).json()["phone"] == "13900001111"
    assert client.get(f"/api/v1/people/{village.member.pk}", headers=bearer(village.stranger)).status_code == 404


def test_content_of_a_matter_is_for_its_compartment(client, village):
    matter = feedback(village)
    mine = client.get(f"/api/v1/matters/{matter.pk}", headers=bearer(village.member)).json()
    assert mine["content"] == "路灯不亮三周了"
    assert mine["moves"] == ["withdraw"]
    matter.desk = village.station
    matter.save()
    theirs = client.get(f"/api/v1/matters/{matter.pk}", headers=bearer(village.officer)).json()
    assert theirs["content"] is None
    assert theirs["title"] == "诉求反馈"
    assert client.get(f"/api/v1/matters/{matter.pk}", headers=bearer(village.stranger)).status_code == 404


def test_raising_moving_and_registering(client, village):
    headers = bearer(village.member)
    given = {"kind": "feedback", "category": "help", "content": "停车难"}
    answer = client.post("/api/v1/me/matters", given, content_type="application/json", headers=headers)
    assert answer.status_code == 201
    pk = answer.json()["id"]
    assert client.post(f"/api/v1/matters/{pk}/moves", {"move": "withdraw"}, content_type="application/json", headers=headers).json()["stage"] == "withdrawn"
    assert client.post(f"/api/v1/matters/{pk}/moves", {"move": "withdraw"}, content_type="application/json", headers=headers).status_code == 409
    row = forum(village, seats=1)
    part = client.post(f"/api/v1/gatherings/{row.pk}/registration", headers=headers).json()
    assert part["state"] == "registered"
    assert client.post(f"/api/v1/participations/{part['id']}/leave", headers=headers).json()["state"] == "cancelled"


def test_a_session_needs_the_csrf_token_to_write(village):
    strict = Client(enforce_csrf_checks=True)
    village.sign_in(strict, village.member)
    given = {"kind": "feedback", "category": "help", "content": "停车难"}
    assert strict.post("/api/v1/me/matters", given, content_type="application/json").status_code == 403
    assert not Matter.objects.exists()


def test_every_figure_opens(client, village):
    headers = bearer(village.officer)
    for key in list(measures.keys()):
        figure = client.get(f"/api/v1/figures/{key}", headers=headers)
        assert figure.status_code == 200, (key, figure.content)
        opened = client.get(f"/api/v1/figures/{key}/records", headers=headers).json()
        if "opened" in opened and not opened["figure"]["suppressed"]:
            assert opened["opened"] + opened["withheld"] == opened["figure"]["value"], key
        code = figure.json()["code"]
        assert client.get(f"/api/v1/figures/code/{code}", headers=headers).json()["key"] == key


def test_unknown_names_list_the_known_ones(client, village):
    headers = bearer(village.officer)
    answer = client.get("/api/v1/figures/Z9.nothing", headers=headers)
    assert answer.status_code == 404
    assert "D1.forum_times" in answer.json()["detail"]
    assert client.get("/api/v1/figures/B1.register?from=heute", headers=headers).status_code == 400
    assert client.get("/api/v1/ties?kind=friendship", headers=headers).status_code == 400


def test_the_report_has_the_figures_of_the_command(client, village):
    data = client.get("/api/v1/reports/annual?from=2015-01-01&to=2017-07-14", headers=bearer(village.officer)).json()
    assert {"key", "name", "value", "unit", "code", "records", "suppressed", "provisional"} <= set(data["figures"][0])


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_however_long(client, village, django_assert_num_queries, rows):
    headers = bearer(village.officer)
    with django_assert_num_queries(4):
        client.get(f"/api/v1/people?size={rows}", headers=headers)
