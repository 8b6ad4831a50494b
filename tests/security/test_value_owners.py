"""A liaison officer learns nothing from any surface that another association supplied."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.matrix.asking import ARGUMENTS, argument, rows_of
from tests.matrix.routes import all_routes
from tests.matrix.test_api import ROWS as API_ROWS
from tests.matrix.test_api import address
from tests.security.conftest import SECRETS, THEIR_HEAD, THEIR_ROW, Two

from lianxin.access.rules import visible
from lianxin.api.urls import OPERATIONS
from lianxin.desk import records
from lianxin.desk.figures.exports import written as exported
from lianxin.register.models import Organisation, Person, Tie
from lianxin.register.queries.values import body_values, sources_of
from lianxin.register.records import committers
from lianxin.register.services.exports import export_list
from lianxin.register.services.parties import change_organisation

ROUTES = [route for route in all_routes() if route.is_ours and not route.is_api and route.rule]
QUIET = ("account_first_run", "healthz")


def addresses(two: Two) -> list[str]:
    """Every page of the installation with every row that the officer may see."""
    actor, found = two.actor("liaison"), []
    for route in ROUTES:
        if route.name.startswith(QUIET):
            continue
        every = rows_of(route)
        known = {name: argument(route, name)(two.cast) for name in route.arguments if name != "pk"}
        if "pk" not in route.arguments:
            found.append(reverse(route.name, kwargs=known))
            continue
        rows = visible(every, actor) if every is not None and actor.may_any("view", every.model) else []
        found += [reverse(route.name, kwargs={**known, "pk": row.pk}) for row in rows]
    for operation in OPERATIONS:
        if operation.method != "GET":
            continue
        model = API_ROWS[operation.path.strip("/").split("/")[0]] if "{pk}" in operation.path else None
        rows = visible(model._default_manager.all(), actor) if model is not None else [None]
        found += [address(operation, row.pk if row is not None else None) for row in rows]
    return found


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def test_the_secrets_are_there_for_whoever_may_know_them(two):
    text = two.client("city_officer").get(reverse("desk:people_detail", args=[two.member.pk])).content.decode()
    assert set(leaks(text)) >= {"6666", "0310", "1990", "secret.example", "大连机密科技有限公司"}
    own = two.client("other_liaison").get(reverse("desk:people_detail", args=[two.member.pk])).content.decode()
    assert "首席架构师" in own


def test_no_page_and_no_operation_tells(two):
    client, found = two.client("liaison"), []
    asked = addresses(two)
    assert len(asked) > 80
    for path in asked:
        answer = client.get(path)
        if answer.status_code >= 500:
            found.append(f"{path}: {answer.status_code}")
        if not answer.streaming and (told := leaks(answer.content.decode(errors="replace"))):
            found.append(f"{path}: {told}")
    assert found == []


def test_no_reveal_no_search_and_no_filter_tells(two):
    client, pk = two.client("liaison"), two.member.pk
    for field in ("phone", "document_number", "email", "address"):
        text = client.post(reverse("desk:people_reveal", args=[pk]), {"field": field, "reason": "contact"}).content.decode()
        assert leaks(text) == []
    for words in ("13877776666", "77776666", "6666", "大连机密", "金马路", "haining@secret.example"):
        page = client.post(reverse("desk:search"), {"q": words}).content.decode()
        assert "于海宁" not in page, words
        page = client.post(reverse("desk:people_list"), {"q": words}, follow=True).content.decode()
        assert "于海宁" not in page.partition("<tbody>")[2], words
    for filters in ({"association": "摄影家"}, {"association": "大连机密科技有限公司"}, {"district": "210203"}):
        page = client.post(reverse("desk:people_list"), filters, follow=True).content.decode()
        assert "于海宁" not in page.partition("<tbody>")[2], filters
    assert "于海宁" in client.post(reverse("desk:people_list"), {"q": "13900001111"}, follow=True).content.decode().partition("<tbody>")[2]


@pytest.mark.parametrize("form", ["csv"])
def test_no_export_tells(two, form):
    for key, committer in committers.items():
        if two.actor("liaison").may_any(*committer.right):
            data = export_list(key, by=two.actor("liaison"), purpose="核对", form=form).decode()
            assert leaks(data) == [], key


def test_the_edit_form_neither_shows_nor_offers_to_blank_it(two):
    page = two.client("liaison").get(reverse("desk:people_edit", args=[two.member.pk])).content.decode()
    assert leaks(page) == []
    assert 'value="document_number"' not in page


def test_no_source_names_the_other_list(two):
    said = sources_of(two.member, two.actor("liaison"))
    assert {one.sender_id for some in said.values() for one in some} <= {two.cast.association.pk}
    assert sources_of(two.member, two.actor("other_liaison"))["email"][0].file_name == "摄影家会员.csv"


def test_phone_and_address_of_a_body_have_owners_too(two):
    body, officer = Organisation.objects.get(name="大连机密科技有限公司"), two.actor("liaison")
    change_organisation(body, phone="0411-82345678", legal_person="甄某", by=two.cast.by)
    Tie.objects.create(kind="membership", member=body, organisation=two.cast.association)
    body.refresh_from_db()
    assert body.phone
    assert officer.can("view", body)
    assert set(body_values([body], officer)[body.pk].values()) == {""}
    text = two.client("liaison").get(reverse("desk:organisations_detail", args=[body.pk])).content.decode()
    assert "82345678" not in text
    assert "甄某" not in text
    assert body_values([body], two.actor("city_officer"))[body.pk]["phone"] == body.phone


def test_a_line_behind_a_figure_has_the_name_alone(two):
    assert records.line(two.member, two.actor("liaison")).sub == ""


def test_records_bear_the_name_that_the_readers_own_list_gave(two):
    """On the page of a figure, in its file, in a drift, wherever records stand in a line."""
    Person.objects.filter(pk=two.member.pk).update(name="于海凝")  # as another list writes it, and as it survives
    tie = Tie.objects.get(person=two.member, kind="membership", organisation=two.cast.other_association)
    for model, pk in ((Person, two.member.pk), (Tie, tie.pk)):
        one = model.objects.filter(pk=pk)
        [own], [wide] = (records.lines(one.all(), two.actor(role)) for role in ("other_liaison", "city_officer"))
        [sent] = exported(list(one.all()), two.actor("other_liaison"))
        assert (own.title[:3], wide.title[:3], sent.title[:3]) == ("于海宁", "于海凝", "于海宁")


def test_every_argument_has_a_value():
    assert {name for route in ROUTES for name in route.arguments if f"{route.name}.{name}" not in ARGUMENTS} <= set(ARGUMENTS)
    assert THEIR_HEAD.count(",") == THEIR_ROW.count(",")
