"""Splitting: rows that are about somebody else get a record of their own, with what only they state, and go back exactly."""

from __future__ import annotations

import pytest
from tests.cast import DAY, START, cast  # noqa: F401
from tests.register.seen import difference, seen

from lianxin.access.actors import service
from lianxin.accounts.services.users import make_user
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.gatherings.services.participations import Entry, record_attendance
from lianxin.register.models import Mention, Organisation, Person, Regrouping, Tie
from lianxin.register.queries.regroupings import history_of
from lianxin.register.services.consents import give_consent
from lianxin.register.services.imports import import_file
from lianxin.register.services.merging import merge
from lianxin.register.services.parties import change_person
from lianxin.register.services.splitting import split, undo_split
from lianxin.register.services.taking_apart import undo_merge
from lianxin.register.services.ties import add_tie
from lianxin.register.services.undo import undo_import

from tests.factories.records import a_gathering  # isort: skip

pytestmark = pytest.mark.django_db
WHY = "同名同号的两个人"
BY = service("test")
HEAD = "大连市摄影家协会2016年会员名单\n姓名,性别,手机,工作单位,职务,所属区\n"


@pytest.fixture
def mixed(cast):  # noqa: F811
    """One record of two people: a father's phone on his son's row."""
    first = import_file(
        f"{HEAD}张伟,,13900001111,大连蓝海科技有限公司,经理,中山区\n".encode(), "一.csv", by=BY
    ).imported
    second = import_file(
        f"{HEAD}张伟,,13900001111,大连千帆网络有限公司,技术员,中山区\n".encode(), "二.csv", by=BY
    ).imported
    person = Person.objects.get(name="张伟")
    return person, first, second


def mentions(person, imported) -> list[int]:
    return list(Mention.objects.filter(person=person, row__imported=imported).values_list("pk", flat=True))


def test_what_only_the_rows_state_goes_and_what_both_state_both_have(cast, mixed):  # noqa: F811
    person, _first, second = mixed
    make_user(person, "zhang", by=cast.by)
    give_consent(person, purpose="register", text_version="1", by=cast.by, at=DAY)
    add_tie(kind="team", person=person, organisation=cast.association, start=START, by=cast.by)
    before = seen(cast)
    new = split(person, mentions(person, second), by=cast.actor("city_officer"), reason=WHY)
    ties = {
        (tie.person_id, str(tie.organisation or tie.place))
        for tie in Tie.objects.filter(person__in=[person, new], superseded_by=None)
    }
    assert ties == {
        (person.pk, "大连蓝海科技有限公司"), (new.pk, "大连千帆网络有限公司"), (person.pk, "中山区"), (new.pk, "中山区"),
        (person.pk, "大连市摄影家协会"), (new.pk, "大连市摄影家协会"), (person.pk, "大连市软件行业协会"),
    }  # fmt: skip
    assert person.account.username == "zhang"
    assert (person.consents.count(), new.consents.count()) == (1, 0)
    undo_split(Regrouping.objects.get(other_person=new), by=BY, reason=WHY)
    assert difference(before, seen(cast)) == []
    assert not Person.objects.filter(pk=new.pk).exists()
    (line,) = history_of(person, BY)
    assert (line.what, line.is_undone, line.undo) == (Regrouping.Did.SPLIT.label, True, None)


def test_what_a_split_refuses(cast, mixed):  # noqa: F811
    person, first, second = mixed
    one = mentions(person, second)
    with pytest.raises(NotAllowed):
        split(person, one, by=cast.actor("liaison"), reason=WHY)
    for chosen in ([], [*one, *mentions(person, first)], [0]):
        with pytest.raises(BadInput):
            split(person, chosen, by=BY, reason=WHY)
    with pytest.raises(BadInput):
        split(person, one, by=BY, reason="")


def test_rows_that_a_merge_brought_restore_who_was_merged(cast, mixed):  # noqa: F811
    person, _first, _second = mixed
    third = import_file(f"{HEAD}张玮,,13900005555,,,\n".encode(), "三.csv", by=BY).imported
    other = Person.objects.get(name="张玮")
    before = seen(cast)
    merge(person, other, by=BY, reason=WHY)
    assert split(person, mentions(person, third), by=BY, reason=WHY).pk == other.pk
    assert difference(before, seen(cast)) == []
    assert Regrouping.objects.get().undone_at is not None


def test_a_split_that_was_built_on_is_not_undone(cast, mixed):  # noqa: F811
    person, _first, second = mixed
    new = split(person, mentions(person, second), by=BY, reason=WHY)
    made = Regrouping.objects.get()
    change_person(new, values={"email": "zw@example.com"}, by=cast.by)
    with pytest.raises(Conflict):
        undo_split(made, by=BY, reason=WHY)
    joined = merge(person, new, by=BY, reason="到底是一个人")
    with pytest.raises(Conflict):
        undo_split(made, by=BY, reason=WHY)
    assert joined.kept_id == person.pk


def test_a_merge_whose_rows_were_split_off_is_undone_after_the_split(cast, mixed):  # noqa: F811
    person, _first, _second = mixed
    add_row = import_file(
        f"{HEAD}张玮,,13900005555,,,\n张玮,,13900005555,大连新湖科技有限公司,,\n".encode(), "三.csv", by=BY
    ).imported
    other = Person.objects.get(name="张玮")
    made = merge(person, other, by=BY, reason=WHY)
    split(person, mentions(person, add_row)[:1], by=BY, reason=WHY)
    with pytest.raises(Conflict, match=r"拆分|split"):
        undo_merge(made, by=BY, reason=WHY)
    undo_split(Regrouping.objects.get(did="split"), by=BY, reason=WHY)
    undo_merge(made, by=BY, reason=WHY)
    assert Person.objects.filter(merged_into=None, name__in=("张伟", "张玮")).count() == 2


def test_the_new_record_goes_with_its_last_list(cast, mixed):  # noqa: F811
    person, first, second = mixed
    new = split(person, mentions(person, second), by=BY, reason=WHY)
    salon = a_gathering(cast, "salon")
    record_attendance(salon, [Entry(person_id=new.pk)], by=cast.by)
    result = undo_import(second, by=BY)
    assert [one.pk for one in result.kept if one.model == "register.Person"] == [
        new.pk
    ]  # somebody built on it
    undo_import(first, by=BY)
    assert not Person.objects.filter(pk=person.pk).exists()


def test_an_organisation_is_split_by_its_rows(cast):  # noqa: F811
    for number, name in enumerate(("大连蓝海科技有限公司", "大连蓝海科技有限责任公司")):
        import_file(f"{HEAD}王{number},,1390000222{number},{name},,\n".encode(), f"{number}.csv", by=BY)
    firm = Organisation.objects.get(kind="firm")
    before = seen(cast)
    rows = list(firm.mentions.order_by("-pk").values_list("pk", flat=True)[:1])
    new = split(firm, rows, by=BY, reason=WHY)
    assert new.name == "大连蓝海科技有限责任公司"
    assert Tie.objects.get(kind="employment", organisation=new).person.name == "王1"
    undo_split(Regrouping.objects.get(), by=BY, reason=WHY)
    assert difference(before, seen(cast)) == []
