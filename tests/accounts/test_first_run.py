"""An empty installation: one link, three people, none of them twice."""

import pytest

from lianxin.access.roles import Role
from lianxin.accounts.actors import actor_for
from lianxin.accounts.models import User
from lianxin.accounts.services.first_run import first_run_link
from lianxin.register.models import Organisation, Tie

GOOD = "Binhai-2017-Hai"
FIRST = {"office": "大连市委统战部", "place": "大连市", "name": "沈系", "username": "shen", "password": GOOD, "again": GOOD}
OTHERS = {"security_admin_name": "褚安", "security_admin_username": "chu", "auditor_name": "卫审", "auditor_username": "wei"}


def path_of(link: str) -> str:
    return "/" + link.partition("//")[2].partition("/")[2]


@pytest.fixture
def begun(client, db):
    path = path_of(first_run_link())
    assert client.get(path).status_code == 200
    answer = client.post(path, FIRST)
    assert answer.url == "/accounts/first-run/others/"
    return path


def test_the_link_makes_office_person_and_post(client, begun):
    user = User.objects.get()
    assert Organisation.objects.get(slug="lead_office").name == "大连市委统战部"
    assert actor_for(user.person_id).roles == {Role.MEMBER, Role.SYSTEM_ADMIN}
    assert first_run_link() is None
    client.logout()
    assert client.get(begun).status_code == 404
    assert client.post(begun, {**FIRST, "username": "second"}).status_code == 404


def test_two_other_people_get_links_and_posts(client, begun):
    html = client.post("/accounts/first-run/others/", OTHERS).content.decode()
    assert html.count("/accounts/password/link/") == 2
    assert set(Tie.objects.values_list("role", flat=True)) == {"system_admin", "security_admin", "auditor"}
    assert client.get("/accounts/first-run/others/").url == "/desk/"


@pytest.mark.parametrize(
    "change",
    [{"auditor_name": "褚安"}, {"security_admin_name": "沈系"}, {"auditor_username": "chu"}],
)
def test_the_same_person_twice_is_refused(client, begun, change):
    answer = client.post("/accounts/first-run/others/", OTHERS | change)
    assert answer.status_code == 200
    assert User.objects.count() == 1
    assert Tie.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [{"password": "short", "again": "short"}, {"again": "other"}, {"username": "admin"}, {"place": "没有这个市"}, {"name": ""}],
)
def test_a_bad_form_keeps_the_link_good(client, db, change):
    path = path_of(first_run_link())
    assert client.post(path, FIRST | change).status_code == 200
    assert not User.objects.exists()
    assert client.get(path).status_code == 200


def test_a_wrong_link_opens_nothing(client, db):
    first_run_link()
    assert client.get("/accounts/first-run/nonsense/").status_code == 404


def test_the_second_page_is_the_system_administrators(client, village):
    assert client.get("/accounts/first-run/others/").status_code == 302
    village.sign_in(client, village.officer)
    assert client.get("/accounts/first-run/others/").status_code == 403
