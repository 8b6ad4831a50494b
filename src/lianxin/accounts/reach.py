"""How accounts and the journal read in one line, for the person whom they name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lianxin.accounts.models import User
from lianxin.core.dates import CITY_TIME, zh_date
from lianxin.flows.models import Step
from lianxin.journal.models import Entry, Read
from lianxin.notices.models import Notice
from lianxin.register.reach import describers


def describe_account(user: User) -> str:
    return _("Account with the user name {name}").format(name=user.get_username())


def describe_entry(entry: Entry) -> str:
    """What was done, when and as what; the record itself stands elsewhere."""
    return f"{zh_date(entry.happened_on)} · {entry.verb} · {entry.acting_as}"


def describe_read(read: Read) -> str:
    day = zh_date(read.read_at.astimezone(CITY_TIME).date())
    return " · ".join(filter(None, (day, HOW[read.how](), read.what, read.reason)))


def describe_step(step: Step) -> str:
    return f"{zh_date(step.happened_on)} · {step.move}"


def describe_notice(notice: Notice) -> str:
    return f"{zh_date(notice.queued_at.astimezone(CITY_TIME).date())} · {notice.template} · {notice.get_state_display()}"


HOW = {
    Read.How.OPENED.value: lambda: _("page opened"),
    Read.How.REVEALED.value: lambda: _("value revealed"),
    Read.How.EXPORTED.value: lambda: _("exported"),
}
"""How a record was read, in words."""

for _model, _describe in (
    (User, describe_account),
    (Entry, describe_entry),
    (Read, describe_read),
    (Step, describe_step),
    (Notice, describe_notice),
):
    describers.add(_model._meta.label, _describe)
