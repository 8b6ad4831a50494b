"""Lists of the register: filters and order in words, saved and shared, columns chosen, and exported exactly as listed."""

import csv
import io

import pytest
from django.urls import reverse
from tests.desk.test_people import names, signed_in
from tests.register.conftest import DAY, START, town  # noqa: F401  a fixture

from lianxin.access.actors import service
from lianxin.accounts.models import ListColumns, SavedList
from lianxin.accounts.services.lists import save_list
from lianxin.core.errors import BadInput, NotAllowed
from lianxin.journal.models import Entry, Read
from lianxin.register.models import Person, Tie
from lianxin.register.purposes import PROVIDE
from lianxin.register.services.consents import give_consent
from lianxin.register.services.parties import add_person

PEOPLE = reverse("desk:people_list")
TIES_OF_TICKED = 6
FAMILY = ("黄河", "郑洁", "陈静", "邓超")


@pytest.fixture
def city(town):  # noqa: F811
    for name in FAMILY:
        add_person(values={"name": name}, by=service("test", on=DAY), at=START)
    return town


def text(answer):
    return answer.content.decode()


def test_people_by_pinyin_and_by_strokes(city):
    client = signed_in(city.officer)
    by_pinyin = [name for name in names(client.get(PEOPLE)) if name in FAMILY]
    assert by_pinyin == ["陈静", "邓超", "黄河", "郑洁", "郑洁"]
    page = client.get(PEOPLE, {"sort": "strokes"})
    assert [name for name in names(page) if name in FAMILY] == ["邓超", "陈静", "郑洁", "郑洁", "黄河"]
    assert "按姓氏笔画为序" in text(page)
    assert names(client.get(PEOPLE, {"sort": "-strokes"}))[0] == "褚安"
    assert names(client.get(PEOPLE, {"sort": "-added_on"}))


def test_filters_are_said_in_words(city):
    page = text(signed_in(city.officer).get(PEOPLE, {"district": "210202", "sort": "strokes"}))
    said = page.split('class="list-said"')[1].split("</p>")[0]
    assert "中山区" in said
    assert "按姓氏笔画为序" in said
    assert '<option value="strokes" selected>' in page


def test_a_list_is_saved_with_its_words_sealed_and_opened_again(city):
    client = signed_in(city.officer)
    listed = client.post(PEOPLE, {"q": "王", "district": "210202", "sort": "strokes"})
    address = listed["Location"]
    mark = address.rpartition("words=")[2]
    page = text(client.get(address))
    assert 'name="mark" value="' + mark in page
    save = reverse("desk:saved_add", args=["people_list"])
    assert client.post(save, {"name": "中山王姓", "codes": "district=210202&sort=strokes", "mark": mark}).status_code == 302
    saved = SavedList.objects.get()
    assert (saved.page, saved.query, saved.words, saved.office) == ("people_list", "district=210202&sort=strokes", "王", None)
    assert "王" not in saved.query
    assert "中山王姓" in text(client.get(PEOPLE))
    opened = client.get(reverse("desk:saved_open", args=[saved.pk]))
    assert opened["Location"].startswith(f"{PEOPLE}?district=210202&sort=strokes&words=")
    assert names(client.get(opened["Location"])) == ["王芳"]
    assert Entry.objects.filter(verb="list.saved", object_id=saved.pk).count() == 1


def test_a_list_is_shared_with_the_office_and_dropped_by_its_owner_only(city):
    client, other = signed_in(city.officer), signed_in(city.district_officer)
    save = reverse("desk:saved_add", args=["people_list"])
    client.post(save, {"name": "本办", "codes": "sort=strokes", "shared": "on"})
    saved = SavedList.objects.get()
    assert saved.office == city.city
    leader = signed_in(city.leader)
    assert leader.get(reverse("desk:saved_open", args=[saved.pk])).status_code == 302
    assert leader.post(reverse("desk:saved_drop", args=[saved.pk])).status_code == 403
    assert other.get(reverse("desk:saved_open", args=[saved.pk])).status_code == 404
    assert "本办" not in text(other.get(PEOPLE))
    assert client.post(reverse("desk:saved_drop", args=[saved.pk])).status_code == 302
    assert not SavedList.objects.exists()


def test_saving_under_a_known_name_replaces_and_nonsense_is_refused(city):
    officer = city.actor(city.officer)
    signed_in(city.officer)
    officer = type(officer)(on=officer.on, hats=officer.hats, person_id=officer.person_id, user_id=city.officer.account.pk)
    for query in ("sort=strokes", "sort=-added_on"):
        save_list(page="people_list", name="名单", query=query, by=officer)
    assert SavedList.objects.get().query == "sort=-added_on"
    with pytest.raises(BadInput):
        save_list(page="people_list", name=" ", query="", by=officer)
    with pytest.raises(BadInput):
        save_list(page="people_list", name="长", query="x" * 501, by=officer)
    with pytest.raises(NotAllowed):
        save_list(page="people_list", name="名单", query="", by=city.actor(city.wang))
    client = signed_in(city.officer)
    assert client.post(reverse("desk:saved_add", args=["no_such_page"]), {"name": "名"}).status_code == 404


def test_columns_are_chosen_and_remembered(city):
    client = signed_in(city.officer)
    assert 'data-label="手机"' in text(client.get(PEOPLE)) or 'data-label="电话"' in text(client.get(PEOPLE))
    choose = reverse("desk:saved_columns", args=["people_list"])
    client.post(choose, {"column": ["sex", "birth", "no_such"], "codes": "sort=strokes"})
    assert ListColumns.objects.get().columns == "sex,birth"
    page = text(client.get(PEOPLE))
    assert 'data-label="性别"' in page
    assert 'data-label="区市县"' not in page
    assert names(client.get(PEOPLE, {"sort": "strokes"}))
    client.post(choose, {"reset": "1"})
    assert not ListColumns.objects.exists()


def test_exported_is_exactly_what_is_listed_in_its_order(city):
    client = signed_in(city.officer)
    listed = names(client.get(PEOPLE, {"sort": "strokes"}))
    export = f"{reverse('desk:saved_export', args=['people_list'])}?sort=strokes"
    assert "按姓氏笔画为序" in text(client.get(export))
    assert client.post(export, {"purpose": "", "form": "csv"}).status_code == 200
    answer = client.post(export, {"purpose": "编印名册", "form": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["姓名"] for row in rows] == listed
    assert Read.objects.filter(how="exported", reason="编印名册").count() == len(listed)
    narrowed = f"{reverse('desk:saved_export', args=['people_list'])}?district=210202"
    answer = client.post(narrowed, {"purpose": "编印名册", "form": "csv"})
    assert len(list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))) == 1
    assert client.post(export, {"purpose": "编印名册", "form": "xlsx"}).content[:2] == b"PK"


def test_another_body_gets_those_who_agreed_and_they_read_who_got_it(city):
    give_consent(city.wang, purpose=PROVIDE, by=city.actor(city.wang))
    export = reverse("desk:saved_export", args=["people_list"])
    given = {"purpose": "联合培训", "form": "csv", "recipient": "大连市律师协会"}
    answer = signed_in(city.officer).post(export, given)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["姓名"] for row in rows] == ["王芳"]
    assert Entry.objects.get(verb="export").data["recipient"] == city.lawyers.pk
    read = Read.objects.get(how="exported")
    assert (read.subject_id, read.reason) == (city.wang.pk, "联合培训 → 大连市律师协会")


def test_a_list_with_all_its_tools_stays_within_twelve_statements(city, django_assert_max_num_queries):
    for who in (city.officer, city.district_officer, city.liaison):
        client = signed_in(who)
        client.get(PEOPLE)
        for query in ({}, {"district": "210202", "sort": "strokes"}):
            with django_assert_max_num_queries(12):
                client.get(PEOPLE, query)
    assert Person.objects.count() > 10


def test_ticked_rows_go_out_alone_or_lead_to_their_ties(city, django_assert_num_queries):
    client = signed_in(city.officer)
    shown = client.get(PEOPLE, {"sort": "strokes"})
    assert 'name="selected"' in text(shown)
    two = [Person.objects.get(name=name).pk for name in ("王芳", "黄河")]
    export = f"{reverse('desk:saved_export', args=['people_list'])}?sort=strokes"
    assert client.post(export, {"pick": "1"})["Location"] == f"{PEOPLE}?sort=strokes"
    page = text(client.post(export, {"pick": "1", "selected": two}))
    carried = page.split('name="ids" value="')[1].split('"')[0]
    assert sorted(map(int, carried.split(","))) == sorted(two)
    answer = client.post(export, {"ids": carried, "purpose": "座谈", "form": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["姓名"] for row in rows} == {"王芳", "黄河"}

    ties = reverse("desk:saved_ties", args=["people_list"])
    assert client.post(ties, {"pick": "1"})["Location"] == PEOPLE
    with django_assert_num_queries(TIES_OF_TICKED):
        page = text(client.post(ties, {"pick": "1", "selected": two}))
    held = Tie.objects.filter(person__name="王芳", kind="membership", end=None).order_by("pk")[0]
    assert f'name="ties" value="{held.pk}"' in page
    roster = reverse("desk:organisations_roster_edit", args=[held.organisation_id])
    assert roster in page
    done = client.post(roster, {"ties": str(held.pk), "step": "do", "what": "end", "day": "2017-07-01"})
    assert done.status_code == 302
    held.refresh_from_db()
    assert str(held.end) == "2017-07-01"


def test_ties_of_ticked_organisations_and_who_may_not(city):
    bodies = reverse("desk:saved_ties", args=["organisations_list"])
    page = text(signed_in(city.officer).post(bodies, {"pick": "1", "all": "1"}))
    member = Tie.objects.filter(member__isnull=False, kind="membership", end=None).first()
    assert (member is None) == ('name="ties"' not in page)
    if member is not None:
        assert str(member.organisation) in page
    people = reverse("desk:saved_ties", args=["people_list"])
    for who in (city.wang, city.leader):
        assert signed_in(who).post(people, {"pick": "1", "all": "1"}).status_code == 403
    assert signed_in(city.officer).post(reverse("desk:saved_ties", args=["no_such_page"])).status_code == 404
