"""Drawn sequences of imports, merges and splits: undone one after the other, each leaves exactly what was there before it.

Everybody who may be drawn has two attendances at one gathering to collide, a consent, and some a vote and an account.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from tests.cast import DAY, START, Cast, cast  # noqa: F401
from tests.factories.records import a_ballot, a_bulletin, a_gathering, an_open_forum
from tests.register.seen import difference, seen

from lianxin.access.actors import service
from lianxin.accounts.actors import actor_for
from lianxin.accounts.services.users import make_user, set_locked
from lianxin.ballots.services.voting import cast_vote
from lianxin.flows.services.moves import make_move
from lianxin.gatherings.enums import PartState
from lianxin.gatherings.services.participations import Entry, record_attendance, take_part
from lianxin.matters.services.matters import open_matter
from lianxin.register.models import Mention, Organisation, Person, Regrouping
from lianxin.register.services.consents import give_consent
from lianxin.register.services.imports import import_file
from lianxin.register.services.merging import merge, merge_many, objection
from lianxin.register.services.splitting import merge_of, split, undo_split
from lianxin.register.services.strata import hold_strata
from lianxin.register.services.taking_apart import undo_merge
from lianxin.register.services.ties import add_tie
from lianxin.register.services.undo import undo_import

pytestmark = pytest.mark.django_db
HEAD = "大连市摄影家协会2016年会员名单\n姓名,性别,手机,身份证号,工作单位,职务,所属区\n"
OTHER = "大连市软件行业协会2016年会员名单\n姓名,性别,手机,出生日期,工作单位,职务\n"
SHEET = "“三新论坛”签到表\n时间：2017年5月18日下午　　地点：市社会主义学院\n姓名,联系电话,签到\n"
BODIES = "大连市软件行业协会2016年会员单位名录\n单位名称,统一社会信用代码,法定代表人,联系电话,所属区\n"
NUMBER = "110101199003070310"
LISTS = {
    "一.csv": HEAD
    + f"张静,女,,{NUMBER},大连蓝海科技有限公司,工程师,中山区\n李明,男,13900003333,,大连千帆网络有限公司,,西岗区\n",
    "二.csv": OTHER
    + "张静,女,13900001111,1990-03,大连蓝海科技有限公司,经理\n李明,男,13900004444,1981,大连蓝海科技有限公司,\n",
    "三.csv": HEAD
    + f"張靜,女,13900001111,{NUMBER},大连蓝海科技有限公司,主任,沙河口区\n王五,男,13900005555,,,,\n",
    "四.csv": SHEET + "张静,13900001111,√\n李明,13900004444,√\n李明,13900003333,√\n王五,13900005555,√\n",
    "五.csv": BODIES
    + "大连蓝海科技有限公司,91210204DH3272382U,王强,0411-82345678,中山区\n大连千帆网络有限公司,,赵敏,,西岗区\n",
    "六.csv": OTHER
    + "李明,男,13900003333,1981-02,大连蓝海科技公司,顾问\n李明,,13900004444,,,\n王五,男,,1970-01-01,蓝海科技,\n",
}


LISTS["七.csv"] = (
    HEAD
    + "张静,女,13900007777,,大连蓝海科技有限公司,,\n李明,男,13900008888,,,,\n王五,男,13900009999,,大连新湖科技有限公司,会长,\n"
)


def take(name: str) -> Any:
    return import_file(LISTS[name].encode(), name, by=service("test"), basis="contract").imported


@pytest.fixture
def town(cast: Cast) -> Cast:  # noqa: F811
    """People of two lists, with everything on both sides that could collide: each namesake stands for the other's twin."""
    by = cast.by
    for name in ("一.csv", "二.csv"):
        take(name)
    people = list(Person.objects.filter(name__in=("张静", "李明")).order_by("name", "pk"))
    forum, past = an_open_forum(cast, seats=30), a_gathering(cast, "salon")
    states = (PartState.REGISTERED, PartState.ATTENDED, PartState.ATTENDED, PartState.ABSENT)
    record_attendance(
        past, [Entry(person_id=one.pk, state=state) for one, state in zip(people, states, strict=True)], by=by
    )
    for person in people:
        take_part(forum, person=person, by=by, at=DAY)
        add_tie(kind="membership", person=person, organisation=cast.association, start=START, by=by)
        add_tie(kind="team", person=person, organisation=cast.association, start=START, role="顾问", by=by)
        give_consent(person, purpose="register", text_version="1", by=by, at=DAY)
        hold_strata([{"person": person, "stratum": "social", "start": START}], by=by)
        open_matter(
            kind="feedback",
            content="路灯",
            raiser=person,
            desk=cast.station,
            entered_why="电话反映",
            by=by,
            at=DAY,
        )
    a_bulletin(cast)
    ballot = a_ballot(cast)
    for code in ("publish_rules", "call_entries", "screen", "open_voting"):
        make_move(ballot, code, by=by, at=DAY, given={"basis": ballot.basis}, after=ballot.family.after_move)
    users = [make_user(person, f"user{person.pk}", by=by) for person in people[:2]]
    set_locked(users[1], locked=True, by=by)
    for person in people[2:]:
        cast_vote(ballot, [ballot.entries.first()], by=actor_for(person.pk, on=DAY), at=DAY)
    return cast


Undo = Callable[[], Any]


class Drawer:
    """Draws steps and does them; each gives how it is undone, or None when it was refused."""

    def __init__(self, seed: int, town: Cast) -> None:
        self.draw = random.Random(seed)
        self.town = town
        self.left = [name for name in LISTS if name not in {"一.csv", "二.csv", "七.csv"}]
        self.by = service("test")

    def step(self) -> tuple[str, Undo | None]:
        kind = self.draw.choice(["import", "merge", "merge", "merge", "bodies", "split", "split", "many"])
        return kind, getattr(self, kind if kind != "import" else "bring")()

    def bring(self) -> Undo | None:
        if not self.left:
            return None
        self.draw.shuffle(self.left)
        imported = take(self.left.pop())
        return (lambda: undo_import(imported, by=self.by)) if imported is not None else None

    def merge(self) -> Undo | None:
        return self._merge(Person.objects.filter(name__in=("张静", "李明", "王五", "張靜")))

    def bodies(self) -> Undo | None:
        return self._merge(Organisation.objects.filter(kind__in=("firm", "association")))

    def _merge(self, rows: Any) -> Undo | None:
        """Any two of which nothing forbids it; the few hundred other pairs are asked in `test_merging`."""
        pairs = list(permutations(rows.filter(merged_into=None).order_by("pk"), 2))
        self.draw.shuffle(pairs)
        fit = (pair for pair in pairs if not objection(*pair, by=self.by, with_account=True))
        if (pair := next(fit, None)) is None:
            return None
        made = merge(*pair, by=self.by, reason="同一个", with_account=True)
        return lambda: undo_merge(Regrouping.objects.get(pk=made.pk), by=self.by, reason="弄错了")

    def many(self) -> Undo | None:
        people = list(Person.objects.filter(merged_into=None, name__in=("李明", "王五")).order_by("pk"))
        self.draw.shuffle(people)
        made, _left = merge_many(
            [(one.pk, people[0].pk) for one in people[1:3]], by=self.by, because="同一号码"
        )
        self.draw.shuffle(made)

        def undo() -> None:
            for one in made:
                undo_merge(Regrouping.objects.get(pk=one.pk), by=self.by, reason="弄错了")

        return undo if made else None

    def split(self) -> Undo | None:
        model, column = self.draw.choice([(Person, "person"), (Organisation, "organisation")])
        standing = [
            one for one in model.objects.filter(merged_into=None).order_by("pk") if one.mentions.count() > 1
        ]
        if not standing:
            return None
        party = self.draw.choice(standing)
        mentions = list(party.mentions.order_by("pk"))
        chosen = sorted(
            self.draw.sample(mentions, self.draw.randint(1, len(mentions) - 1)), key=lambda one: one.pk
        )
        if merge_of(party, chosen) is not None:
            return None
        new = split(party, [one.pk for one in chosen], by=self.by, reason="两个人")
        assert Mention.objects.filter(**{column: new}).count() == len(chosen)
        made = Regrouping.objects.get(**{f"other_{column}": new})
        return lambda: undo_split(made, by=self.by, reason="弄错了")


@pytest.mark.parametrize("seed", range(6))
def test_steps_undone_in_reverse_leave_what_was_there_before_each(town, seed):
    drawer = Drawer(seed, town)
    done: list[tuple[str, Undo, dict[str, Any]]] = []
    for _number in range(7):
        before = seen(town)
        kind, undo = drawer.step()
        if undo is not None:
            done.append((kind, undo, before))
    assert len(done) > 2
    steps = [kind for kind, _undo, _before in done]
    for number in range(len(done) - 1, -1, -1):
        kind, undo, before = done[number]
        undo()
        assert difference(before, seen(town)) == [], f"step {number + 1} ({kind}) of {steps}"


@pytest.mark.parametrize("seed", range(4))
def test_merges_undone_in_any_order_leave_what_was_there_before(town, seed):
    drawer = Drawer(seed, town)
    before = seen(town)
    done = [
        undo
        for kind in ("merge", "merge", "bodies", "merge", "bodies")
        if (undo := getattr(drawer, kind)()) is not None
    ]
    drawer.draw.shuffle(done)
    for undo in done:
        undo()
    assert difference(before, seen(town)) == []
    assert not Regrouping.objects.standing().exists()


@pytest.mark.parametrize("seed", range(6))
def test_a_list_taken_back_takes_apart_what_was_joined_by_it_or_with_its_people(town, seed):
    """Import, merge and split its people by hand, take the list back: as if it had never come."""
    drawer = Drawer(seed, town)
    before = seen(town)
    known = set(Person.objects.values_list("pk", flat=True))
    imported = take(drawer.draw.choice(["三.csv", "四.csv", "六.csv", "七.csv"]))
    new = list(Person.objects.exclude(pk__in=known).filter(merged_into=None).order_by("pk"))
    for person in new:
        others = [
            one
            for one in Person.objects.filter(pk__in=known, merged_into=None).order_by("pk")
            if one.name in {"张静", "李明"}
        ]
        pair = [person, drawer.draw.choice(others)]
        drawer.draw.shuffle(pair)
        if not objection(*pair, by=drawer.by, with_account=True):
            merge(*pair, by=drawer.by, reason="同一人", with_account=True)
    for person in Person.objects.filter(mentions__row__imported=imported, merged_into=None).distinct():
        theirs = list(person.mentions.filter(row__imported=imported).values_list("pk", flat=True))
        if drawer.draw.random() < 0.4 and 0 < len(theirs) < person.mentions.count():
            split(person, theirs, by=drawer.by, reason="两个人")
    undo_import(imported, by=drawer.by)
    assert difference(before, seen(town)) == []
