"""Nothing personal in addresses, logs and caches. That every page is under the policy is seen where every page is asked (tests/matrix)."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import lianxin
from lianxin.api.urls import api

SOURCE = Path(lianxin.__file__).parent
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
TYPED_BY_CODE = {"desk/figures/catalogue.html"}
"""Forms whose words are those of definitions, never of people."""


@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/people", "/api/v1/matters", "/api/v1/figures/D1.forum_times"])
def test_answers_of_the_api_stay_in_no_cache(two, path):
    answer = two.client("city_officer").get(path)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Type"].startswith("application/json")


def test_downloads_are_files_and_stay_in_no_cache(two):
    client = two.client("city_officer")
    given = {"list_type": "people", "form": "csv", "purpose": "核对名单"}
    answer = client.post(reverse("desk:lists_export"), given)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"].startswith("text/csv")
    assert "no-store" in answer["Cache-Control"]
    own = two.client("member").post(reverse("portal:export"))
    assert own["Content-Disposition"].startswith("attachment")
    assert "no-store" in own["Cache-Control"]
    assert two.member.name not in own["Content-Disposition"]


def test_forms_that_take_words_are_posted():
    """A GET form may choose codes and dates; a box into which somebody types goes by POST."""
    found = []
    for path in TEMPLATES:
        name = str(path.relative_to(path.parents[len(path.parts) - path.parts.index("templates") - 2]))
        taken = re.findall(r'<form[^>]*method="get".*?</form>', path.read_text(encoding="utf-8"), re.DOTALL)
        if name not in TYPED_BY_CODE and any(re.search(r'type="(?:search|text)"|<textarea', form) for form in taken):
            found.append(name)
    assert found == []
    assert not any("?q=" in path.read_text(encoding="utf-8") for path in TEMPLATES)
    assert not any("?q=" in path.read_text(encoding="utf-8") for path in SOURCE.rglob("static/lianxin/js/*.js"))


def test_the_search_listens_to_posts_alone(two):
    client = two.client("city_officer")
    assert "于海宁" not in client.get(reverse("desk:search"), {"q": "于海宁"}).content.decode().partition("<main")[2]
    posted = client.post(reverse("desk:search"), {"q": "于海宁"}).content.decode()
    assert reverse("desk:people_detail", args=[two.member.pk]) in posted
    assert Client(enforce_csrf_checks=True).post(reverse("desk:search"), {"q": "于"}).status_code == 403


def test_the_api_looks_for_people_by_post(two):
    client = two.client("city_officer")
    found = client.post("/api/v1/people/search", {"q": "于海宁"}, content_type="application/json").json()["items"]
    assert [one["id"] for one in found] == [two.member.pk]
    assert client.post("/api/v1/people/search", {"q": " "}, content_type="application/json").json()["items"] == []
    assert "q" not in [one["name"] for one in api.get_openapi_schema()["paths"]["/api/v1/people"]["get"]["parameters"]]


def test_lists_lead_to_addresses_without_words(two):
    client = two.client("city_officer")
    for name in ("people_list", "organisations_list", "gatherings_list", "matters_list", "bulletins_list", "ballots_list", "lists_imports"):
        address = client.post(reverse(f"desk:{name}"), {"q": "13900001111"})["Location"]
        assert re.fullmatch(rf"{reverse(f'desk:{name}')}\?words=[0-9a-f]{{8}}", address)
        page = client.get(address).content.decode()
        assert "13900001111" not in "".join(re.findall(r'(?:href|action|hx-[a-z]+)="([^"]*)"', page))
        assert client.get(reverse(f"desk:{name}"), {"q": "13900001111"}).status_code == 302
    other = two.client("liaison")
    address = client.post(reverse("desk:people_list"), {"q": "于海宁"})["Location"]
    assert 'value="于海宁"' in client.get(address).content.decode()
    assert 'value="于海宁"' not in other.get(address).content.decode()


def test_logs_and_error_pages_repeat_nothing(two, caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    client = two.client("city_officer", raise_request_exception=False)
    secret = "13812349876"
    for path in (f"/desk/nothing/?q={secret}", f"/desk/people/{secret}/", f"/desk/people/999999/?name={secret}", f"/api/v1/people/0?q={secret}"):
        answer = client.get(path)
        assert answer.status_code == 404
        # The switches of language and type size lead back to the page that was asked for.
        assert secret not in re.sub(r'name="next" value="[^"]*"', "", answer.content.decode())
    monkeypatch.setattr("lianxin.desk.people.views.search", lambda *args, **kwargs: 1 / 0)
    answer = client.post(reverse("desk:search"), {"q": secret})
    assert answer.status_code == 500
    assert secret not in answer.content.decode()
    own = [record for record in caplog.records if not record.name.startswith("django.db")]
    told = "\n".join(record.getMessage() + str(record.exc_text or "") for record in own)
    assert f"q={secret}" not in told
    assert f"name={secret}" not in told
