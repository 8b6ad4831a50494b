"""A list that is taken back lets apart what only its rows held together, in whatever order lists came."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.register.seen import exports

from lianxin.access.actors import service
from lianxin.journal.models import Entry
from lianxin.register.models import Mention, Person, Tie
from lianxin.register.services.imports import import_file
from lianxin.register.services.merging import merge
from lianxin.register.services.undo import undo_import

pytestmark = pytest.mark.django_db
by = service("tests")
NUMBER = "110101199003070310"
BOTH = f"大连市软件行业协会会员名册,,\n姓名,手机,身份证号\n王芳,13900001111,{NUMBER}\n"
PHONE = "大连市摄影家协会会员名册,\n姓名,手机\n王芳,13900001111\n"
DOCUMENT = f"大连市律师协会会员名册,\n姓名,身份证号\n王芳,{NUMBER}\n"


def take(text, name):
    return import_file(text.encode(), name, by=by, basis="consent").imported


def standing():
    return Person.objects.filter(name="王芳", merged_into=None)


def bridged(text=BOTH):
    """The list that bridges comes first, so that the two others find its person."""
    return take(text, "桥.csv"), take(PHONE, "手机.csv"), take(DOCUMENT, "证件.csv")


def test_two_whom_only_the_taken_list_joined_are_two_again():
    bridge, _phone, _document = bridged()
    assert standing().count() == 1
    done = undo_import(bridge, by=by)
    assert done.parted == 1
    assert standing().count() == 2
    assert {person.mentions.count() for person in standing()} == {1}
    assert {bool(person.phone) for person in standing()} == {True, False}
    assert Tie.objects.filter(kind="membership", superseded_by=None).values("person").distinct().count() == 2
    assert list(Entry.objects.values_list("verb", flat=True))[-2:] == ["split", "undo_import"]


def test_lists_in_any_order_leave_what_the_others_would_have_made_alone():
    take(PHONE, "手机.csv")
    take(DOCUMENT, "证件.csv")
    wanted = exports()
    bridge = take(BOTH, "桥.csv")
    undo_import(bridge, by=by)
    assert exports() == wanted


def test_the_same_list_again_joins_them_again_and_each_list_can_still_be_taken_back():
    bridge, phone, document = bridged()
    undo_import(bridge, by=by)
    again = take(BOTH, "桥.csv")
    assert standing().count() == 1
    for one in (phone, again, document):
        undo_import(one, by=by)
    assert not Mention.objects.exists()
    assert not Person.objects.exists()


def test_what_a_person_put_together_stays():
    bridge, _phone, _document = bridged()
    take("大连市书法家协会会员名册,\n姓名,手机\n王芳,13900002222\n", "另一.csv")
    first, other = standing().order_by("pk")
    merge(first, other, by=by, reason="她说是同一人")
    undo_import(bridge, by=by)
    assert standing().count() == 1


def test_taking_back_costs_as_many_statements_for_many_rows_as_for_few():
    head = "大连市软件行业协会会员名册,,\n姓名,手机,工作单位\n"
    counts = []
    for name, rows in (("少.csv", range(3)), ("多.csv", range(10, 60))):
        taken = take(
            head + "".join(f"王芳{chr(0x4E00 + n)},1390000{n:04d},大连{n}有限公司\n" for n in rows), name
        )
        with CaptureQueriesContext(connection) as asked:
            undo_import(taken, by=by)
        counts.append(len(asked))
    assert counts[1] <= counts[0]


def test_what_hangs_together_without_the_taken_list_stays():
    bridge = take(BOTH, "桥.csv")
    take(BOTH.replace("软件行业", "摄影家"), "又.csv")
    take(PHONE, "手机.csv")
    assert undo_import(bridge, by=by).parted == 0
    assert standing().count() == 1
