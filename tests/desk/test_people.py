"""Pages of people: what each role sees, what a list costs, and that an ended tie takes access away at once."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from tests.register.conftest import DAY, START, town  # noqa: F401  a fixture

from lianxin.access.actors import service
from lianxin.accounts.models import User
from lianxin.accounts.services.users import make_user
from lianxin.journal.models import Read
from lianxin.register.models import Consent, Person, Tie
from lianxin.register.services.parties import add_person, change_person
from lianxin.register.services.ties import add_tie, end_tie

THEIRS = "13900002222"


def signed_in(person: Person) -> Client:
    client = Client()
    user = User.objects.filter(person=person).first() or make_user(
        person, username=f"u{person.pk}", by=service("test")
    )
    client.force_login(user)
    return client


@pytest.fixture
def city(town):  # noqa: F811
    """Three people more, and a phone that the lawyers' association gave for a member of both."""
    by = service("test", on=DAY)
    for name in ("赵一", "钱二", "孙三"):
        person = add_person(
            values={"name": name, "phone": "13911112222"}, by=by, at=START, sender=town.software
        )
        add_tie(kind="membership", person=person, organisation=town.software, start=START, by=by)
    change_person(town.wang, values={"phone": THEIRS}, by=town.actor(town.other_liaison), at=DAY)
    return town


def found(client, url, **filters):
    """The list as the browser has it after its filters were posted."""
    return names(client.post(url, filters, follow=True))


def names(response) -> list[str]:
    return [row.record.name for row in response.context["table"].paginated_rows]


def test_the_list_shows_each_role_its_people(city):
    url = reverse("desk:people_list")
    assert len(names(signed_in(city.officer).get(url))) == Person.objects.count()
    assert set(names(signed_in(city.district_officer).get(url))) == {"王芳", "周莉"}
    assert set(names(signed_in(city.liaison).get(url))) == {"王芳", "赵一", "钱二", "孙三", "吴强"}
    assert signed_in(city.wang).get(url).status_code == 200  # members may see themselves
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize("who", ["officer", "liaison"])
def test_a_list_costs_the_same_for_one_row_and_three(city, who, django_assert_num_queries):
    client = signed_in(getattr(city, who))
    url = reverse("desk:people_list")
    client.get(url)
    costs = {"officer": (10, 10), "liaison": (10, 11)}[who]
    for cost, (query, rows) in zip(costs, (({"q": "赵"}, 1), ({"association": "软件"}, 4)), strict=True):
        address = client.post(url, query).headers["Location"]
        with django_assert_num_queries(cost):
            response = client.get(address)
        assert len(names(response)) == rows


def test_filters(city):
    client, url = signed_in(city.officer), reverse("desk:people_list")
    assert found(client, url, q="wangf") == ["王芳"]
    assert names(client.get(url, {"district": "210202"})) == ["王芳"]
    assert names(client.get(url, {"tier": "key_contact"})) == []
    assert set(found(client, url, q=THEIRS[-4:])) == {"孙三", "钱二", "王芳", "赵一"}
    assert "王芳" not in found(signed_in(city.liaison), url, q=THEIRS)
    assert "王芳" in found(signed_in(city.other_liaison), url, q=THEIRS)


def test_no_surface_shows_a_liaison_officer_anothers_phone(city):
    client = signed_in(city.liaison)
    pages = [
        client.get(reverse("desk:people_list")),
        client.get(reverse("desk:people_detail", args=[city.wang.pk])),
        client.post(reverse("desk:search"), {"q": "王芳"}),
        client.post(
            reverse("desk:people_reveal", args=[city.wang.pk]), {"field": "phone", "reason": "contact"}
        ),
    ]
    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200
        assert "王芳" in text
        assert THEIRS not in text
    assert "139****2222" not in pages[1].content.decode()
    assert "13900001111" in pages[3].content.decode()
    assert "律师" not in pages[1].content.decode()


def test_opening_and_revealing_are_reads_that_the_officer_for_data_sees(city):
    client = signed_in(city.officer)
    page = client.get(reverse("desk:people_detail", args=[city.wang.pk]))
    assert "139****2222" in page.content.decode()
    shown = client.post(
        reverse("desk:people_reveal", args=[city.wang.pk]), {"field": "phone", "reason": "contact"}
    )
    assert THEIRS in shown.content.decode()
    refused = client.post(
        reverse("desk:people_reveal", args=[city.wang.pk]), {"field": "phone", "reason": ""}
    )
    assert THEIRS not in refused.content.decode()
    assert set(Read.objects.filter(subject_id=city.wang.pk).values_list("how", flat=True)) == {
        "opened",
        "revealed",
    }
    assert page.context["reads"] is None
    assert (
        len(signed_in(city.guardian).get(reverse("desk:people_detail", args=[city.wang.pk])).context["reads"])
        == 3
    )


def test_ending_a_tie_yesterday_takes_access_away_at_the_next_request(city):
    officer = signed_in(city.district_officer)
    url = reverse("desk:people_detail", args=[city.wang.pk])
    assert officer.get(url).status_code == 200
    post = Tie.objects.get(person=city.district_officer, kind="staff_post")
    yesterday = (DAY - dt.timedelta(days=1)).isoformat()
    answer = signed_in(city.officer).post(reverse("desk:people_tie_end", args=[post.pk]), {"end": yesterday})
    assert answer.status_code == 302
    assert officer.get(url).status_code == 404
    assert names(officer.get(reverse("desk:people_list"))) == ["周莉"]
    assert officer.get(reverse("desk:organisations_add")).status_code == 403


def test_adding_and_correcting_a_person(city):
    client = signed_in(city.liaison)
    answer = client.post(reverse("desk:people_add"), {"name": "李四", "phone": "13922223333", "sex": "1"})
    person = Person.objects.get(name="李四")
    assert answer.headers["Location"] == reverse("desk:people_detail", args=[person.pk])
    url = reverse("desk:people_edit", args=[person.pk])
    assert "13922223333" not in client.get(url).content.decode()
    bad = client.post(url, {"name": "李四", "sex": "1", "phone": "12"})
    assert bad.status_code == 400
    client.post(url, {"name": "李四", "sex": "1", "birth": "1990-01", "blank": ["phone"]})
    person.refresh_from_db()
    assert (person.birth, person.phone) == ("1990-01", "")
    assert client.get(reverse("desk:people_edit", args=[city.leader.pk])).status_code == 404


def test_ties_are_added_corrected_and_ended_in_place(city):
    client = signed_in(city.officer)
    url = reverse("desk:people_tie_add", args=[city.wang.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"kind": "team", "start": "2017-01-01"}).status_code == 400
    given = {"kind": "appointment", "organisation": str(city.city.pk), "role": "市级", "start": "2017-01-01"}
    answer = client.post(url, given)
    assert answer.status_code == 302, answer.context["form"].errors
    tie = Tie.objects.get(person=city.wang, kind="appointment")
    assert tie.role == "city"
    edited = client.post(
        reverse("desk:people_tie_edit", args=[tie.pk]), {"role": "省级", "start": "2017-02-01", "end": ""}
    )
    assert edited.status_code == 302, edited.context["form"].errors
    tie.refresh_from_db()
    assert (tie.role, tie.start) == ("province", dt.date(2017, 2, 1))
    assert signed_in(city.liaison).get(reverse("desk:people_tie_end", args=[tie.pk])).status_code == 404
    end_tie(tie, end=DAY, by=city.actor(city.officer))
    page = client.get(reverse("desk:people_detail", args=[city.wang.pk]))
    assert tie in [line.tie for line in page.context["past"]]


def test_consents(city):
    client = signed_in(city.officer)
    given = {"purpose": "bulletins", "text_version": "", "given_on": "2017-07-01"}
    assert client.post(reverse("desk:people_consent_add", args=[city.wang.pk]), given).status_code == 302
    consent = Consent.objects.get(person=city.wang)
    assert client.post(reverse("desk:people_consent_withdraw", args=[consent.pk])).status_code == 302
    consent.refresh_from_db()
    assert consent.withdrawn_on == DAY


def test_the_search_page_links_to_what_it_finds(city, django_assert_max_num_queries):
    client = signed_in(city.officer)
    client.get(reverse("desk:search"))
    with django_assert_max_num_queries(16):
        page = client.post(reverse("desk:search"), {"q": "软件"}).content.decode()
    assert reverse("desk:organisations_detail", args=[city.software.pk]) in page
    assert client.get(reverse("desk:search")).status_code == 200
