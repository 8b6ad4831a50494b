"""List pages: guarded rows, few statements, counting that stops, the table alone for htmx."""

import re

import django_filters
import django_tables2
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import include, path, reverse

from lianxin.accounts.models import User
from lianxin.ui import tables
from lianxin.ui.filters import FilterSet, YesNoFilter
from lianxin.ui.tables import CappedPaginator, DeskTableView, NumberColumn, Table

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
urlpatterns = [path("shell/", include("lianxin.ui.urls")), path("i18n/", include("django.conf.urls.i18n"))]


class EveryUser:
    """Stands for a guarded manager: this actor sees every account but the hidden ones."""

    @staticmethod
    def visible_to(actor):
        return User.objects.exclude(username="hidden").order_by("pk")


class Guarded:
    """Stands for a model of an app above."""

    objects = EveryUser()


class UserTable(Table):
    username = django_tables2.Column(verbose_name="账号")
    id = NumberColumn(verbose_name="编号")


class UserFilter(FilterSet):
    q = django_filters.CharFilter(field_name="username", lookup_expr="icontains", label="名称")
    is_active = YesNoFilter(label="启用")


class UserList(DeskTableView):
    model = Guarded
    table_class = UserTable
    filterset_class = UserFilter
    title = "账号"
    per_page = 2


class Reader:
    """An actor with or without the right to see accounts."""

    def __init__(self, *, may=True):
        self.may = may

    has_desk = True

    def may_any(self, verb, model):
        return self.may


def get(rf, address="/list/", *, may=True, session=None, **headers):
    request = rf.get(address, headers=headers)
    request.actor, request.session = Reader(may=may), session if session is not None else {}
    return UserList.as_view()(request)


def type_words(rf, words, session, **codes):
    """Post the filters of the list; gives the address that the browser is sent to."""
    request = rf.post("/list/", {"q": words, **codes})
    request.actor, request.session = Reader(), session
    return UserList.as_view()(request)["Location"]


def make(count):
    User.objects.bulk_create(User(username=f"user{n}") for n in range(count))


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_page_takes_two_statements(rf, count):
    make(count)
    with CaptureQueriesContext(connection) as captured:
        html = get(rf).content.decode()
    assert len(captured) == 2
    assert "user0" in html
    assert 'data-label="账号"' in html
    assert '<nav class="side"' in html


def test_rows_go_through_visible_to_and_strangers_are_refused(rf):
    make(1)
    User.objects.create(username="hidden")
    assert "hidden" not in get(rf).content.decode().split("<tbody>")[1].split("</tbody>")[0]
    with pytest.raises(PermissionDenied):
        get(rf, may=False)


def test_the_list_declares_its_route_rule():
    assert (UserList.route_rule.verb, UserList.route_rule.model) == ("view", Guarded)


def test_htmx_gets_the_table_alone_but_history_the_page(rf):
    make(3)
    alone = get(rf, **{"HX-Request": "true", "HX-Target": "lx-table"})
    assert alone.content.decode().lstrip().startswith('<div class="list-page" id="lx-table"')
    assert "HX-Target" in alone["Vary"]
    again = get(rf, **{"HX-Request": "true", "HX-Target": "lx-table", "HX-History-Restore-Request": "true"})
    assert "<!doctype html>" in again.content.decode()


def test_filters_sorting_and_paging_keep_each_other(rf):
    make(5)
    session = {}
    address = type_words(rf, "user", session, is_active="true")
    html = get(rf, f"{address}&sort=-username&page=2", session=session).content.decode()
    assert "user2" in html
    assert "page=3" in html
    assert f"words={address.rpartition('words=')[2]}" in html
    assert "is_active=true" in html
    assert 'aria-sort="descending"' in html
    assert "user4" in get(rf, "/list/?sort=-username&page=nonsense").content.decode()


def test_what_is_typed_stands_in_no_address_and_sealed_in_the_session(rf):
    make(2)
    session = {}
    address = type_words(rf, "user1", session)
    assert re.fullmatch(r"/list/\?words=[0-9a-f]{8}", address)
    assert "user1" not in str(session)
    page = get(rf, address, session=session).content.decode()
    assert "user0" not in page
    assert 'value="user1"' in page
    assert "user1" not in "".join(re.findall(r'(?:href|action|hx-post)="[^"]*"', page))
    assert "清除检索词" in page
    assert "user0" in get(rf, address, session={}).content.decode(), "another session's mark names nothing"


def test_an_address_with_typed_words_is_left_at_once(rf):
    answer = get(rf, "/list/?q=user1&is_active=true&sort=username")
    assert answer.status_code == 302
    assert re.fullmatch(r"/list/\?is_active=true&sort=username&words=[0-9a-f]{8}", answer["Location"])


def test_only_the_last_few_words_are_kept(rf):
    session = {}
    for n in range(tables.KEPT + 5):
        type_words(rf, f"user{n}", session)
    assert len(session["words"]) == tables.KEPT


def test_a_yes_no_filter_has_three_choices(rf):
    make(2)
    User.objects.filter(username="user1").update(is_active=False)
    html = get(rf, "/list/?is_active=false").content.decode()
    assert "user1" in html
    assert "user0" not in html
    assert ">全部</option>" in html
    assert "user0" in get(rf, "/list/?is_active=").content.decode()


def test_nothing_found_says_what_to_do(rf):
    session = {}
    assert "没有符合的记录" in get(rf, type_words(rf, "nobody", session), session=session).content.decode()


def test_counting_stops_but_every_row_can_be_reached(monkeypatch):
    monkeypatch.setattr(tables, "COUNTED", 4)
    make(7)
    paginator = CappedPaginator(User.objects.order_by("pk"), 2)
    assert (paginator.count, paginator.capped, paginator.num_pages) == (4, True, 2)
    reached = [user.username for n in range(1, 5) for user in paginator.page(n).object_list]
    assert reached == [f"user{n}" for n in range(7)]
    assert paginator.page(3).has_next()
    last = paginator.page(4)
    assert not last.has_next()
    assert (last.start_index(), last.end_index()) == (7, 7)


def test_large_type_is_kept_in_a_cookie_and_comes_back_to_the_page(client):
    address = reverse("ui:elder")
    answer = client.post(address, {"on": "1", "next": "/desk/"})
    assert answer["Location"] == "/desk/"
    assert answer.cookies["lianxin_elder"].value == "1"
    assert client.post(address, {"on": "1", "next": "https://evil.example/"})["Location"] == "/"
    assert client.get(address).status_code == 405
