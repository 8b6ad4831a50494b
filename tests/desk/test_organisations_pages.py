"""The page of an organisation, its roster of any day, and the editing of many rows."""

import datetime as dt

import pytest
from django.urls import reverse
from tests.desk.test_people import signed_in
from tests.register.conftest import DAY, START, town  # noqa: F401  a fixture

from lianxin.access.actors import service
from lianxin.register.models import Tie, TieEdit
from lianxin.register.services.documents import issue_document
from lianxin.register.services.exports import export_list
from lianxin.register.services.parties import add_organisation, add_person
from lianxin.register.services.ties import add_tie, end_tie


@pytest.fixture(autouse=True)
def places_stay(monkeypatch):
    """A slow machine must not look at the places anew between two pages whose statements are counted."""
    monkeypatch.setattr("lianxin.reference.snapshots.RECHECK_SECONDS", 3600)


@pytest.fixture
def city(town):  # noqa: F811
    by = service("test", on=DAY)
    for name in ("赵一", "钱二", "孙三"):
        person = add_person(values={"name": name}, by=by, at=START, sender=town.software)
        add_tie(kind="membership", person=person, organisation=town.software, role="会员", start=START, by=by)
    town.hub = add_organisation(kind="hub", name="大连市社会组织联合会", by=by)
    add_tie(kind="membership", member=town.software, organisation=town.hub, start=START, by=by)
    town.document = issue_document(title="决定", number="软协〔2017〕1号", kind="minutes", issued_on=DAY, issuer=town.software, by=by)
    return town


def roster_of(body, **query):
    return reverse("desk:organisations_roster", args=[body.pk], query=query or None)


def edit_of(body, **query):
    return reverse("desk:organisations_roster_edit", args=[body.pk], query=query or None)


def rows(response):
    return [row.record for row in response.context["table"].paginated_rows]


def members(city):
    return list(Tie.objects.filter(organisation=city.software, kind="membership").order_by("pk"))


def test_the_page_costs_the_same_with_few_members_and_many(city, django_assert_num_queries):
    client = signed_in(city.officer)
    url = reverse("desk:organisations_detail", args=[city.software.pk])
    client.get(url)
    with django_assert_num_queries(12):
        client.get(url)
    by = service("test", on=DAY)
    for n in range(30):
        person = add_person(values={"name": f"成员{n}"}, by=by, at=START)
        add_tie(kind="membership", person=person, organisation=city.software, start=START, by=by)
    with django_assert_num_queries(12):
        page = client.get(url)
    assert (page.context["people_count"], len(page.context["people"])) == (34, 20)


@pytest.mark.parametrize(("who", "page", "line"), [("liaison", 12, 11), ("district_officer", 11, 11), ("leader", 11, 11)])
def test_no_reader_costs_more(city, who, page, line, django_assert_num_queries):
    client = signed_in(getattr(city, who))
    for name, count in (("detail", page), ("timeline", line)):
        url = reverse(f"desk:organisations_{name}", args=[city.software.pk])
        client.get(url)
        with django_assert_num_queries(count):
            client.get(url)


def test_the_page_of_a_past_day(city):
    officer = Tie.objects.get(kind="liaison", organisation=city.software)
    end_tie(officer, end=dt.date(2016, 1, 1), by=service("test", on=DAY))
    client = signed_in(city.officer)
    url = reverse("desk:organisations_detail", args=[city.software.pk])
    assert client.get(url).context["liaison"] == []
    then = client.get(url, {"on": "2015-12-31"})
    assert [line.name for line in then.context["liaison"]] == ["吴强"]
    assert client.get(url, {"on": "2014-12-31"}).context["people_count"] == 0
    assert f"{roster_of(city.software)}?on=2015-12-31" in then.content.decode()


def test_the_roster_of_a_day_with_filters(city, django_assert_num_queries):
    client = signed_in(city.officer)
    assert len(rows(client.get(roster_of(city.software)))) == 4
    assert len(rows(client.get(roster_of(city.software, on="2014-12-31")))) == 0
    assert len(rows(client.get(roster_of(city.software, role="with")))) == 3
    found = client.post(roster_of(city.software), {"q": "赵一"}, follow=True)
    assert [tie.person.name for tie in rows(found)] == ["赵一"]
    for query, count in (({"role": "with"}, 3), ({"role": "without"}, 1)):
        with django_assert_num_queries(9):
            assert len(rows(client.get(roster_of(city.software, **query)))) == count
    assert signed_in(city.other_liaison).get(roster_of(city.software)).status_code == 404
    assert rows(signed_in(city.leader).get(roster_of(city.software))) == []
    assert 'name="selected"' not in signed_in(city.guardian).get(roster_of(city.software)).content.decode()


def test_rows_are_chosen_previewed_changed_and_put_back(city):
    client, ties = signed_in(city.liaison), members(city)
    assert client.post(edit_of(city.software), {}).status_code == 302, "nothing was chosen"
    chosen = client.post(edit_of(city.software), {"selected": [tie.pk for tie in ties[:2]]})
    assert (chosen.status_code, chosen.context["count"]) == (200, 2)
    given = {"ties": chosen.context["ties"], "what": "end", "day": "2017-08-01", "document": "软协〔2017〕1号"}
    preview = client.post(edit_of(city.software), given | {"step": "preview"})
    assert (preview.status_code, preview.context["doing"]) == (200, 2)
    assert Tie.objects.filter(end__isnull=False).count() == 0
    done = client.post(edit_of(city.software), given | {"step": "do"}, follow=True)
    edit = TieEdit.objects.get()
    assert done.redirect_chain[-1][0] == reverse("desk:organisations_edit_done", args=[edit.pk])
    assert Tie.objects.filter(end=dt.date(2017, 8, 1), document=city.document).count() == 2
    page = reverse("desk:organisations_edit_done", args=[edit.pk])
    assert signed_in(city.other_liaison).get(page).status_code == 404
    assert not signed_in(city.guardian).get(page).context["may_undo"]
    client.post(page)
    assert Tie.objects.filter(end__isnull=False).count() == 0
    assert client.post(page, follow=True).status_code == 200, "a second time is refused in words"


def test_all_rows_of_the_list_follow_its_filters(city):
    client = signed_in(city.officer)
    chosen = client.post(edit_of(city.software, role="with"), {"all": "1"})
    assert chosen.context["count"] == 3
    everybody = client.post(edit_of(city.software), {"all": "1"})
    assert everybody.context["count"] == 4


def test_what_cannot_be_done_is_said_in_place(city):
    client, ties = signed_in(city.officer), members(city)
    given = {"ties": ",".join(str(tie.pk) for tie in ties), "step": "preview", "what": "end"}
    refused = client.post(edit_of(city.software), given)
    assert refused.status_code == 400
    assert refused.context["form"].non_field_errors()
    moved = client.post(edit_of(city.software), given | {"what": "move", "day": "2017-08-01", "to": str(city.lawyers.pk)})
    assert [bool(line.left_out) for line in moved.context["plan"]] == [False, False, False, True]


def test_whoever_may_not_change_the_ties_changes_none(city):
    ties = members(city)
    given = {"ties": str(ties[0].pk), "step": "do", "what": "end", "day": "2017-08-01"}
    for who in (city.guardian, city.leader, city.other_liaison, city.wang):
        signed_in(who).post(edit_of(city.software), given)
    assert Tie.objects.filter(end__isnull=False).count() == 0


def test_an_officer_is_ended_from_the_page_of_the_organisation(city):
    tie = Tie.objects.get(kind="liaison", organisation=city.software)
    url = reverse("desk:people_tie_end", args=[tie.pk], query={"back": "body"})
    answer = signed_in(city.officer).post(url, {"end": "2017-07-01"})
    assert answer.headers["Location"] == reverse("desk:organisations_detail", args=[city.software.pk])


def test_the_roster_goes_out_as_of_its_day(city):
    end_tie(members(city)[1], end=dt.date(2016, 1, 1), by=service("test", on=DAY))
    url = reverse("desk:organisations_roster_export", args=[city.software.pk])
    client = signed_in(city.liaison)
    given = {"purpose": "换届核对", "form": "csv"}
    now = client.post(url, given).content.decode("utf-8-sig")
    then = client.post(f"{url}?on=2015-12-31", given).content.decode("utf-8-sig")
    assert ("赵一" in now, "赵一" in then) == (False, True)
    assert client.post(url, {"purpose": "", "form": "csv"}).context["form"].errors
    assert signed_in(city.leader).get(url).status_code in {403, 404}
    assert signed_in(city.other_liaison).get(url).status_code == 404


@pytest.mark.parametrize("kind", ["people", "organisations", "ties"])
def test_lists_go_out_as_of_a_day(city, kind):
    """Joined after the day, founded after it, ended before it: not on the list of the day."""
    when, by = dt.date(2016, 1, 1), service("test", on=DAY)
    late = add_person(values={"name": "晚来"}, by=by, at=when)
    add_organisation(kind="association", name="晚成立协会", founded_on=when, by=by)
    add_tie(kind="membership", person=late, organisation=city.software, start=when, by=by)
    end_tie(members(city)[0], end=when, by=by)
    day_before = when - dt.timedelta(days=1)
    then, after = (export_list(kind, by=by, purpose="test", on=day).decode() for day in (day_before, when))
    name = {"people": "晚来", "organisations": "晚成立协会", "ties": "晚来"}[kind]
    assert (name in then, name in after) == (False, True)
    if kind == "ties":
        assert (then.count("王芳"), after.count("王芳")) == (2, 1)
