"""Classes of data and how long each is kept: dated rules with their source, and what is deleted when the time is over.

An app above adds its own. A class never deletes what is counted: people become stubs, and records that stay lose their words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from django_tasks_db.models import DBTaskResult

from lianxin.access.actors import Actor
from lianxin.accounts.models import ApiToken
from lianxin.core.errors import Conflict
from lianxin.core.registries import Registry
from lianxin.journal.models import Read
from lianxin.notices.models import Notice
from lianxin.reference.dated import declare_rule
from lianxin.reference.queries import rule, rule_version
from lianxin.register.models import Consent, Erasure, Import, Mention, Person, SourceRow, Tie
from lianxin.register.models.sources import REFUSED_CASE
from lianxin.register.records import Effect
from lianxin.register.services.erasing import erase, what_holds

READS_AT_LEAST = 183
"""Days: network logs are kept six months (Cybersecurity Law, article 23). No rule goes below."""
AT_ONCE = 500
"""So many people at most become stubs in one run: each is a walk through everything."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """One class of data. `due(before)` gives the rows whose time was over on that day, `drop(ids, by, on)` deletes some of
    them and gives how many; `days` is the key of a dated rule, which `least` days bound from below. The report names rows
    by id unless they are people: whoever became a stub is in the list of erasures.
    """

    name: str | Promise
    days: str
    due: Callable[[dt.date], QuerySet[Any]]
    drop: Callable[[list[int], Actor, dt.date], int]
    least: int = 0
    tells_ids: bool = True

    def kept_days(self, on: dt.date) -> int:
        return max(int(rule(self.days, on)), self.least)

    def before(self, on: dt.date) -> dt.date:
        """Rows from before this day go."""
        return on - dt.timedelta(days=self.kept_days(on))

    def source(self, on: dt.date) -> str:
        return rule_version(self.days, on).source


lapses: Registry[Lapse] = Registry(gettext_noop("class of data"))


def _delete(rows: QuerySet[Any]) -> int:
    return rows.delete()[0]


def old_reads(before: dt.date) -> QuerySet[Any]:
    return Read.objects.filter(read_at__date__lt=before)


def old_notices(before: dt.date) -> QuerySet[Any]:
    return Notice.objects.filter(queued_at__date__lt=before).exclude(state=Notice.State.QUEUED)


def refused_rows(before: dt.date) -> QuerySet[Any]:
    """Refused rows of lists whose corrected workbook nobody needs any more."""
    kinds = (str(Effect.REJECTED), REFUSED_CASE)
    return SourceRow.objects.filter(type__in=kinds, imported__committed_at__date__lt=before)


def drop_refused(ids: list[int], by: Actor, on: dt.date) -> int:
    """The rows go, and with them the refused cells that the reports of their lists hold."""
    rows = SourceRow.objects.filter(pk__in=ids)
    for imported in Import.objects.filter(pk__in=rows.values("imported_id")):
        report = imported.report
        for sheet in report.get("sheets", []):
            for cell in sheet["rejected"]:
                cell["value"] = ""
        imported.report = report
        imported.save(update_fields=["report"])
    return _delete(rows)


def withdrawn_consents(before: dt.date) -> QuerySet[Any]:
    """Consents taken back that bind nobody any more: given again since, or of somebody erased. A no is kept while it counts."""
    again = Consent.objects.filter(person=OuterRef("person"), purpose=OuterRef("purpose"), withdrawn_on=None)
    gone = Q(person__erased_on__isnull=False)
    return Consent.objects.filter(Q(Exists(again)) | gone, withdrawn_on__lt=before)


def ended_tokens(before: dt.date) -> QuerySet[Any]:
    return ApiToken.objects.filter(expires_on__lt=before)


def finished_tasks(before: dt.date) -> QuerySet[Any]:
    return DBTaskResult.objects.filter(finished_at__date__lt=before)


def people_long_gone(before: dt.date) -> QuerySet[Any]:
    """People whose last tie ended long ago, of whom no list has said anything since, and who have no account."""
    mine = Tie.objects.filter(Q(person=OuterRef("pk")) | Q(other=OuterRef("pk")))
    later = mine.filter(Q(end=None) | Q(end__gte=before))
    listed = Mention.objects.filter(person=OuterRef("pk"), row__imported__as_of__gte=before)
    rows = Person.objects.filter(erased_on=None, merged_into=None, added_on__lt=before, account=None)
    return rows.filter(Exists(mine)).exclude(Exists(later)).exclude(Exists(listed))


def forget_people(ids: list[int], by: Actor, on: dt.date) -> int:
    """They become stubs; whoever is held by something open waits for the next run."""
    count = 0
    for person in Person.objects.filter(pk__in=ids[:AT_ONCE]):
        if not what_holds(person, on):
            try:
                erase(person, by=by, at=on, reason=Erasure.Reason.LAPSED)
            except Conflict:
                continue
            count += 1
    return count


def _rows_of(model: type[Model]) -> Callable[[list[int], Actor, dt.date], int]:
    def drop(ids: list[int], by: Actor, on: dt.date) -> int:
        return _delete(model._default_manager.filter(pk__in=ids))

    return drop


PIPL = "个人信息保护法 第十九条"
for _key, _lapse in {
    "reads": Lapse(
        _("Readings of records"),
        declare_rule(
            "keeping.reads.days", 1095, source="网络安全法 第二十三条；网络数据安全管理条例 第十二条"
        ),
        old_reads,
        _rows_of(Read),
        READS_AT_LEAST,
    ),
    "notices": Lapse(
        _("Notices sent"),
        declare_rule("keeping.notices.days", 365, source=PIPL),
        old_notices,
        _rows_of(Notice),
    ),
    "refused": Lapse(
        _("Refused rows and cells of lists"),
        declare_rule("keeping.refused.days", 180, source=PIPL),
        refused_rows,
        drop_refused,
    ),
    "consents": Lapse(
        _("Consents withdrawn"),
        declare_rule("keeping.consents.days", 1095, source="个人信息保护法 第五十六条"),
        withdrawn_consents,
        _rows_of(Consent),
    ),
    "tokens": Lapse(
        _("API tokens that have ended"),
        declare_rule("keeping.tokens.days", 90, source=PIPL),
        ended_tokens,
        _rows_of(ApiToken),
    ),
    "tasks": Lapse(
        _("Finished tasks"),
        declare_rule("keeping.tasks.days", 30, source=PIPL),
        finished_tasks,
        _rows_of(DBTaskResult),
    ),
    "people": Lapse(
        _("People without any tie"),
        declare_rule("keeping.people.days", 3650, source="个人信息保护法 第十九条、第四十七条"),
        people_long_gone,
        forget_people,
        tells_ids=False,
    ),
}.items():
    lapses.add(_key, _lapse)
