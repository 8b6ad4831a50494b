"""Pages of organisations and documents."""

import pytest
from django.urls import reverse
from tests.desk.test_people import names, signed_in
from tests.register.conftest import DAY, START, town  # noqa: F401  a fixture

from lianxin.access.actors import service
from lianxin.register.models import Document, EstablishedPost, GradeHolding, Organisation
from lianxin.register.services.parties import add_organisation
from lianxin.register.services.ties import add_tie


@pytest.fixture
def city(town):  # noqa: F811
    by = service("test", on=DAY)
    hub = add_organisation(kind="hub", name="大连市社会组织联合会", slug="hub_social", by=by)
    add_organisation(kind="foundation", name="馨爱基金会", by=by)
    for body in (town.software, town.lawyers):
        add_tie(kind="membership", member=body, organisation=hub, start=START, by=by)
    town.hub = hub
    return town


def test_the_list_by_role_and_filter(city):
    url = reverse("desk:organisations_list")
    client = signed_in(city.officer)
    assert len(names(client.get(url))) == Organisation.objects.count()
    assert set(names(signed_in(city.district_officer).get(url))) == {"中山区委统战部", "大连市软件行业协会"}
    assert set(names(signed_in(city.liaison).get(url))) == {"大连市软件行业协会", "大连市社会组织联合会"}
    assert names(client.get(url, {"liaison": "false"})) == ["馨爱基金会"]
    assert names(client.get(url, {"kind": "hub"})) == ["大连市社会组织联合会"]
    assert names(client.post(url, {"q": "rjhy"}, follow=True)) == ["大连市软件行业协会"]
    assert set(names(client.get(url, {"district": "210202"}))) == {"中山区委统战部", "大连市软件行业协会"}
    page = client.get(url).content.decode()
    assert "缺" in page


def test_a_list_costs_the_same_for_one_row_and_three(city, django_assert_num_queries):
    client, url = signed_in(city.officer), reverse("desk:organisations_list")
    client.get(url)
    for query, rows in (({"kind": "association"}, 2), ({}, 6)):
        with django_assert_num_queries(11):
            assert len(names(client.get(url, query))) == rows


def test_the_page_shows_members_hubs_and_who_is_missing(city):
    client = signed_in(city.officer)
    page = client.get(reverse("desk:organisations_detail", args=[city.hub.pk]))
    assert page.context["bodies_count"] == 2
    page = client.get(reverse("desk:organisations_detail", args=[city.software.pk]))
    assert [line.name for line in page.context["liaison"]] == ["吴强"]
    assert [line.tie.organisation for line in page.context["memberships"]] == [city.hub]
    foundation = Organisation.objects.get(name="馨爱基金会")
    page = client.get(reverse("desk:organisations_detail", args=[foundation.pk]))
    assert page.context["liaison"] == []
    auditor = signed_in(city.leader).get(reverse("desk:organisations_detail", args=[city.software.pk]))
    assert auditor.context["people_count"] == 0
    assert auditor.context["withheld"] == 1
    assert (
        signed_in(city.liaison).get(reverse("desk:organisations_detail", args=[city.lawyers.pk])).status_code
        == 404
    )


def test_changes_grades_posts_and_documents(city):
    client = signed_in(city.officer)
    answer = client.post(
        reverse("desk:organisations_add"), {"name": "新协会", "kind": "association", "place": "西岗区"}
    )
    body = Organisation.objects.get(name="新协会")
    assert answer.headers["Location"] == reverse("desk:organisations_detail", args=[body.pk])
    edit = reverse("desk:organisations_edit", args=[body.pk])
    assert client.post(edit, {"name": "新协会", "kind": "association", "place": "无此地"}).status_code == 400
    client.post(edit, {"name": "新协会", "kind": "association", "place": "中山区", "legal_person": "高山"})
    body.refresh_from_db()
    assert (body.place.name, body.legal_person) == ("中山区", "高山")
    client.post(
        reverse("desk:organisations_grade_add", args=[body.pk]),
        {"grade": "4A", "issuer": "民政局", "decided_on": "2017-01-01"},
    )
    assert GradeHolding.objects.get(organisation=body).grade == "4A"
    given = {
        "title": "批复", "number": "大编发〔2017〕1号", "issuer": str(city.city.pk), "kind": "establishment", "issued_on": "2017-01-01",
        "state": "in_force", "data_class": "internal",
    }  # fmt: skip
    answer = client.post(reverse("desk:documents_add"), given)
    assert answer.status_code == 302, answer.context["form"].errors
    document = Document.objects.get()
    post = {"section": "新阶层处", "title": "处长", "added_on": "2017-01-01", "document": str(document.pk)}
    assert client.post(reverse("desk:organisations_post_add", args=[city.city.pk]), post).status_code == 302
    assert EstablishedPost.objects.get().document == document
    assert client.get(reverse("desk:documents_detail", args=[document.pk])).status_code == 200
    assert names_of_documents(client) == ["批复"]
    tie = {"kind": "membership", "organisation": str(city.hub.pk), "start": "2017-01-01", "role": "专业社团"}
    assert client.post(reverse("desk:organisations_tie_add", args=[body.pk]), tie).status_code == 302
    assert body.ties_as_member.get().role == "professional"
    assert (
        signed_in(city.liaison)
        .get(reverse("desk:organisations_post_add", args=[city.software.pk]))
        .status_code
        == 403
    )
    assert signed_in(city.liaison).get(edit).status_code == 404


def names_of_documents(client) -> list[str]:
    return [
        row.record.title for row in client.get(reverse("desk:documents_list")).context["table"].paginated_rows
    ]
