"""The outbox: queued once, sent when due, tried again, never with what a record holds."""

import datetime as dt

import pytest
from django.core import mail
from django.utils.translation import override
from tests.register.conftest import DAY, town  # noqa: F401  a fixture

from lianxin.accounts.reach import describe_notice
from lianxin.ballots.models import Ballot
from lianxin.core.dates import now
from lianxin.core.errors import UnknownName
from lianxin.notices import backends
from lianxin.notices.models import Notice
from lianxin.notices.services.outbox import TRIES, inbox, mark_seen, queue, send_due
from lianxin.register.models import Person, Tie
from lianxin.register.purposes import CONTACT, REGISTER
from lianxin.register.services.consents import refuse_consent
from lianxin.register.services.leaving import leave

pytestmark = pytest.mark.django_db


@pytest.fixture
def who() -> Person:
    return Person.objects.create(name="王芳", email="fang@example.org", added_on=dt.date(2017, 7, 14))


def test_the_same_waiting_notice_is_queued_once(who) -> None:
    assert queue(who.pk, "matter.moved", about=who) is not None
    assert queue(who.pk, "matter.moved", about=who) is None
    assert queue(who.pk, "matter.urged", about=who) is not None


def test_unknown_templates_raise(who) -> None:
    with pytest.raises(UnknownName):
        queue(who.pk, "matter.gossip")


def test_sent_when_due_by_the_console(who, caplog) -> None:
    caplog.set_level("INFO")
    queue(who.pk, "matter.moved", about=who)
    queue(who.pk, "matter.urged", about=who, due_at=now() + dt.timedelta(hours=1))
    assert send_due() == (1, 0)
    assert send_due() == (0, 0)
    assert Notice.objects.get(template="matter.moved").state == Notice.State.SENT
    assert "王芳" not in caplog.text
    assert "example.org" not in caplog.text


def test_an_e_mail_says_that_there_is_something_not_what(who) -> None:
    queue(who.pk, "matter.moved", about=who, backend="email")
    assert send_due() == (1, 0)
    message = mail.outbox[0]
    assert message.to == ["fang@example.org"]
    assert "王芳" not in message.subject + message.body


def test_without_an_address_it_is_tried_again_later_and_then_given_up(who) -> None:
    who.email = ""
    who.save()
    notice = queue(who.pk, "matter.moved", backend="email")
    assert notice is not None
    for n in range(TRIES):
        assert send_due() == (0, 1)
        notice.refresh_from_db()
        assert notice.due_at > now()
        assert notice.state == (Notice.State.FAILED if n == TRIES - 1 else Notice.State.QUEUED)
        Notice.objects.update(due_at=now() - dt.timedelta(minutes=1))
    assert send_due() == (0, 0)


def test_the_inbox_notes_what_was_seen(who) -> None:
    queue(who.pk, "matter.moved")
    assert mark_seen(inbox(who.pk), person_id=who.pk) == 1
    assert mark_seen(inbox(who.pk), person_id=who.pk) == 0


def test_backends_are_declared() -> None:
    assert backends.backends.keys() == ["console", "email"]


def test_what_may_no_longer_go_is_kept_as_not_sent_with_why(town) -> None:  # noqa: F811
    wang, liaison, leader = town.wang, town.liaison, town.leader
    gone = Person.objects.create(name="走了", added_on=DAY, erased_on=DAY)
    joined = Person.objects.create(name="合了", added_on=DAY, merged_into=wang)
    for person in (wang, liaison, gone, joined):
        queue(person.pk, "ballots.opened")
    queue(wang.pk, "matter.moved")
    refuse_consent(wang, purpose=CONTACT, by=town.actor(wang))
    refuse_consent(leader, purpose=REGISTER, by=town.actor(leader))
    queue(leader.pk, "bulletin.issued")
    assert send_due() == (2, 0)
    why = dict(Notice.objects.filter(state=Notice.State.WITHHELD).values_list("person_id", "why"))
    assert why == {wang.pk: "consent", leader.pk: "consent", gone.pk: "erased", joined.pk: "merged"}
    assert [notice.template for notice in inbox(wang.pk)] == ["matter.moved"]
    kept = Notice.objects.get(person_id=wang.pk, template="ballots.opened")
    with override("en"):
        assert describe_notice(kept).endswith("not sent, because they took their consent to it back")
    assert send_due() == (0, 0)


def test_whoever_left_the_audience_is_told_nothing(town) -> None:  # noqa: F811
    town.software.slug = "software"
    town.software.save(update_fields=["slug"])
    audience = {"ties": [{"kind": "membership", "slug": "software"}]}
    days = {"opens_on": DAY, "closes_on": DAY, "added_on": DAY, "organiser": town.city}
    ballot = Ballot.objects.create(kind="poll", title="投票", stage="proposed", stage_since=DAY, audience=audience, **days)
    queue(town.wang.pk, "ballots.opened", about=ballot)
    leave(Tie.objects.get(person=town.wang, organisation=town.software), by=town.actor(town.wang), at=DAY)
    assert send_due() == (0, 0)
    assert Notice.objects.get().why == "ballots.left"
