"""How accounts and the journal read in one line, for the person whom they name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor, service
from lianxin.accounts.acts import act_in_words, roles_in_words
from lianxin.accounts.models import ApiToken, ListColumns, SavedList, User
from lianxin.accounts.services.users import close_account
from lianxin.core.dates import CITY_TIME, zh_date
from lianxin.figures.models import FrozenFigure
from lianxin.flows.models import Link, Step
from lianxin.journal.models import Entry, Read
from lianxin.notices.models import Notice
from lianxin.notices.reasons import reasons
from lianxin.notices.templates import notice_templates
from lianxin.register.reach import describers, merge_objections, protections
from lianxin.register.services.erasing import erasure_steps


def describe_account(user: User) -> str:
    return _("Account with the user name {name}").format(name=user.get_username())


def describe_entry(entry: Entry) -> str:
    """What was done, when and as what; the record itself stands elsewhere."""
    return " · ".join((zh_date(entry.happened_on), act_in_words(entry.verb), roles_in_words(entry.acting_as)))


def describe_read(read: Read) -> str:
    day = zh_date(read.read_at.astimezone(CITY_TIME).date())
    return " · ".join(filter(None, (day, HOW[read.how](), read.what, read.reason)))


def describe_step(step: Step) -> str:
    subject = apps.get_model(step.model)._default_manager.filter(pk=step.object_id).first()
    moves = {move.code: move.name for move in subject.flow.moves} if subject is not None else {}
    return f"{zh_date(step.happened_on)} · {moves.get(step.move, step.move)}"


def _subject_of(notice: Notice) -> str:
    known = notice.template in notice_templates
    return str(notice_templates.get(notice.template).subject) if known else notice.template


def describe_notice(notice: Notice) -> str:
    state = str(notice.get_state_display())
    if notice.state == Notice.State.WITHHELD and notice.why in reasons:
        state = _("not sent, because {reason}").format(reason=reasons.get(notice.why).text)
    return f"{zh_date(notice.queued_at.astimezone(CITY_TIME).date())} · {_subject_of(notice)} · {state}"


def describe_link(link: Link) -> str:
    return _("Link “{kind}” between two records").format(kind=link.kind)


def describe_frozen(figure: FrozenFigure) -> str:
    return _("Figure {name} {code}, signed on {day}").format(name=figure.name, code=figure.code, day=zh_date(figure.frozen_on))


def describe_token(token: ApiToken) -> str:
    return _("Access for programs: {name}").format(name=token.name)


def describe_saved_list(saved: SavedList) -> str:
    return _("Saved list “{name}”").format(name=saved.name)


def describe_columns(chosen: ListColumns) -> str:
    return _("Columns chosen for a list: {columns}").format(columns=chosen.columns)


def describe_address(address: EmailAddress) -> str:
    return _("E-mail address of the account: {address}").format(address=address.email)


def describe_factor(factor: Authenticator) -> str:
    return _("Second factor of the account, since {day}").format(day=zh_date(factor.created_at.astimezone(CITY_TIME).date()))


def close_accounts(ids: frozenset[int], by: Actor, at: dt.date) -> None:
    """Erasing a person closes their account."""
    for user in User.objects.filter(person_id__in=ids):
        close_account(user, by=service("erasure", at), at=at)


def people_with_accounts(ids: Iterable[int]) -> set[int]:
    """Whoever signs in is never merged into somebody else unasked."""
    return {pk for pk in User.objects.filter(person_id__in=list(ids)).values_list("person_id", flat=True) if pk is not None}


def object_to_merge(loser: int, winner: int) -> str:
    """One person signs in with one account; the loser's stays behind and must be locked first."""
    if User.objects.filter(person_id=winner).exists() and User.objects.filter(person_id=loser, is_active=True).exists():
        return _("Both have an account: let the security administrator lock that of the record that would go.")
    return ""


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
    (Link, describe_link),
    (FrozenFigure, describe_frozen),
    (ApiToken, describe_token),
    (SavedList, describe_saved_list),
    (ListColumns, describe_columns),
    (EmailAddress, describe_address),
    (Authenticator, describe_factor),
):
    describers.add(_model._meta.label, _describe)
erasure_steps.add("accounts", close_accounts)
protections.add("accounts", people_with_accounts)
merge_objections.add("accounts", object_to_merge)
