"""Drawn sequences of imports, merges and splits: undone one after the other, each leaves exactly what was there before it.

Everybody who may be drawn has two attendances at one gathering to collide, a consent, and some a vote and an account.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from tests.cast import DAY, START, Cast, cast  # noqa: F401
from tests.factories.records import a_ballot, an_open_forum
from tests.register.seen import difference, seen

from lianxin.access.actors import service
from lianxin.accounts.actors import actor_for
from lianxin.accounts.services.users import make_user, set_locked
from lianxin.ballots.services.voting import cast_vote
from lianxin.core.errors import Conflict
from lianxin.flows.services.moves import make_move
from lianxin.gatherings.services.participations import Entry, record_attendance, take_part
from lianxin.matters.services.matters import open_matter
from lianxin.register.models import Mention, Organisation, Person, Regrouping
from lianxin.register.services.consents import give_consent
from lianxin.register.services.imports import import_file
from lianxin.register.services.merging import merge, merge_many
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
    "一.csv": HEAD + f"张静,女,,{NUMBER},大连蓝海科技有限公司,工程师,中山区\n李明,男,13900003333,,大连千帆网络有限公司,,西岗区\n",
    "二.csv": OTHER + "张静,女,13900001111,1990-03,大连蓝海科技有限公司,经理\n李明,男,13900004444,1981,大连蓝海科技有限公司,\n",
    "三.csv": HEAD + f"張靜,女,13900001111,{NUMBER},大连蓝海科技有限公司,主任,沙河口区\n王五,男,13900005555,,,,\n",
    "四.csv": SHEET + "张静,13900001111,√\n李明,13900004444,√\n李明,13900003333,√\n王五,13900005555,√\n",
    "五.csv": BODIES + "大连蓝海科技有限公司,91210204DH3272382U,王强,0411-82345678,中山区\n大连千帆网络有限公司,,赵敏,,西岗区\n",
    "六.csv": OTHER + "李明,男,13900003333,1981-02,大连蓝海科技公司,顾问\n李明,,13900004444,,,\n王五,男,,1970-01-01,蓝海科技,\n",
}


def take(name: str) -> Any:
    return import_file(LISTS[name].encode(), name, by=service("test"), basis="contract").imported


@pytest.fixture
def town(cast: Cast) -> Cast:  # noqa: F811
    """People of two lists, with everything on both sides that could collide."""
    by = cast.by
    forum = an_open_forum(cast, seats=30)
    ballot = a_ballot(cast)
    people = []
    for name in ("一.csv", "二.csv"):
        take(name)
    for person in Person.objects.filter(name__in=("张静", "李明")).order_by("pk"):
        people.append(person)
        take_part(forum, person=person, by=by, at=DAY)
        add_tie(kind="membership", person=person, organisation=cast.association, start=START, by=by)
        add_tie(kind="team", person=person, organisation=cast.association, start=START, role="顾问", by=by)
        give_consent(person, purpose="register", text_version="1", by=by, at=DAY)
        hold_strata([{"person": person, "stratum": "private", "start": START}], by=by)
        open_matter(kind="feedback", content="路灯", raiser=person, desk=cast.station, entered_why="电话反映", by=by, at=DAY)
    course = forum.__class__.objects.get(pk=forum.pk)
    record_attendance(course, [Entry(person_id=people[1].pk)], by=by)
    for code in ("submit", "approve", "open"):
        if code in {move.code for move in ballot.flow.moves}:
            make_move(ballot, code, by=by, at=DAY)
    first, second = people[0], people[2]
    for person in (first, second):
        user = make_user(person, f"user{person.pk}", by=by)
        if person == second:
            set_locked(user, locked=True, by=by)
    ballot.refresh_from_db()
    if ballot.stage == "voting":
        for person in (first, second):
            on_roll = ballot.roll.filter(person=person).exists()
            if on_roll:
                cast_vote(ballot, [ballot.entries.first()], by=actor_for(person.pk, on=DAY), at=DAY)
    return cast


Undo = Callable[[], Any]


class Drawer:
    """Draws steps and does them; each gives how it is undone, or None when it was refused."""

    def __init__(self, seed: int, town: Cast) -> None:
        self.draw = random.Random(seed)
        self.town = town
        self.left = [name for name in LISTS if name not in {"一.csv", "二.csv"}]
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
        people = list(Person.objects.filter(merged_into=None, name__in=("张静", "李明", "王五", "張靜")).order_by("pk"))
        return self._merge(*self.draw.sample(people, 2)) if len(people) > 1 else None

    def bodies(self) -> Undo | None:
        firms = list(Organisation.objects.filter(merged_into=None, kind__in=("firm", "association")).order_by("pk"))
        return self._merge(*self.draw.sample(firms, 2)) if len(firms) > 1 else None

    def _merge(self, winner: Any, loser: Any) -> Undo | None:
        before = Regrouping.objects.count()
        try:
            made = merge(winner, loser, by=self.by, reason="同一人", with_account=True)
        except Conflict:
            assert Regrouping.objects.count() == before
            return None
        return lambda: undo_merge(Regrouping.objects.get(pk=made.pk), by=self.by, reason="弄错了")

    def many(self) -> Undo | None:
        people = list(Person.objects.filter(merged_into=None, name__in=("李明", "王五")).order_by("pk"))
        self.draw.shuffle(people)
        made, _left = merge_many([(one.pk, people[0].pk) for one in people[1:3]], by=self.by, because="同一号码")
        self.draw.shuffle(made)

        def undo() -> None:
            for one in made:
                undo_merge(Regrouping.objects.get(pk=one.pk), by=self.by, reason="弄错了")

        return undo if made else None

    def split(self) -> Undo | None:
        model, column = self.draw.choice([(Person, "person"), (Organisation, "organisation")])
        standing = [one for one in model.objects.filter(merged_into=None).order_by("pk") if one.mentions.count() > 1]
        if not standing:
            return None
        party = self.draw.choice(standing)
        mentions = list(party.mentions.order_by("pk"))
        chosen = sorted(self.draw.sample(mentions, self.draw.randint(1, len(mentions) - 1)), key=lambda one: one.pk)
        if merge_of(party, chosen) is not None:
            return None
        new = split(party, [one.pk for one in chosen], by=self.by, reason="两个人")
        assert Mention.objects.filter(**{column: new}).count() == len(chosen)
        made = Regrouping.objects.get(**{f"other_{column}": new})
        return lambda: undo_split(made, by=self.by, reason="弄错了")


@pytest.mark.parametrize("seed", range(12))
def test_steps_undone_in_reverse_leave_what_was_there_before_each(town, seed):
    drawer = Drawer(seed, town)
    done: list[tuple[str, Undo, dict[str, Any]]] = []
    for _number in range(7):
        before = seen(town)
        kind, undo = drawer.step()
        if undo is not None:
            done.append((kind, undo, before))
    steps = [kind for kind, _undo, _before in done]
    for number in range(len(done) - 1, -1, -1):
        kind, undo, before = done[number]
        undo()
        assert difference(before, seen(town)) == [], f"step {number + 1} ({kind}) of {steps}"
