"""The outbox: queued once, sent when due, tried again, never with what a record holds."""

import datetime as dt

import pytest
from django.core import mail

from lianxin.core.dates import now
from lianxin.core.errors import UnknownName
from lianxin.notices import backends
from lianxin.notices.models import Notice
from lianxin.notices.services.outbox import TRIES, inbox, mark_seen, queue, send_due
from lianxin.register.models import Person

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
