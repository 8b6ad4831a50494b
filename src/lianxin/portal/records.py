"""Everything that names a person, grouped and in words: for the page "every record that names me" and for the export."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.core.dates import now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from lianxin.register.queries.statements import Statement
    from lianxin.register.queries.subject import Record
    from lianxin.register.services.subject_export import SubjectFile

SHOWN = 20
SHOWN_VALUES = {
    "name": gettext_lazy("Full name"),
    "sex": gettext_lazy("Sex"),
    "birth": gettext_lazy("Birth"),
    "document_number": gettext_lazy("Document number"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "address": gettext_lazy("Address"),
}
"""Values of a person in the order in which they are shown."""
NAMES: dict[str, Promise] = {
    "accounts.User": gettext_lazy("Account"),
    "ballots.BallotEntry": gettext_lazy("Entries in votes"),
    "ballots.RollEntry": gettext_lazy("Rolls of votes (whether you voted, never what)"),
    "bulletins.Bulletin": gettext_lazy("Columns that you signed"),
    "bulletins.Channel": gettext_lazy("Channels that you keep"),
    "bulletins.Delivery": gettext_lazy("Bulletins sent to you"),
    "flows.Step": gettext_lazy("Steps that you took"),
    "gatherings.Participation": gettext_lazy("Gatherings"),
    "journal.Entry": gettext_lazy("What you did in Lianxin"),
    "journal.Read": gettext_lazy("Readings of records"),
    "matters.MatterParty": gettext_lazy("Matters"),
    "matters.Score": gettext_lazy("Reviews that you gave"),
    "notices.Notice": gettext_lazy("Notices"),
    "register.Consent": gettext_lazy("Consents"),
    "register.Import": gettext_lazy("Lists that you entered"),
    "register.Mention": gettext_lazy("Rows of lists that mention you"),
    "register.PartyKey": gettext_lazy("Keys under which you are found"),
    "account.EmailAddress": gettext_lazy("Account: e-mail addresses"),
    "accounts.ApiToken": gettext_lazy("Account: access for programs"),
    "flows.Link": gettext_lazy("Links between records"),
    "gatherings.Attendance": gettext_lazy("Marks on attendance rolls"),
    "matters.Matter": gettext_lazy("Matters that you entered for somebody"),
    "mfa.Authenticator": gettext_lazy("Account: second factors"),
    "register.ChildAccess": gettext_lazy("Requests to open a child's page"),
    "register.ConsentRefusal": gettext_lazy("What you said no to"),
    "register.ConsentText": gettext_lazy("Texts of consents that you wrote"),
    "register.Person": gettext_lazy("The entry in the register itself"),
    "register.SourceRow": gettext_lazy("The rows themselves, as the lists had them"),
    "register.Touch": gettext_lazy("What lists did to these records"),
    "register.StratumHolding": gettext_lazy("Categories"),
    "register.Tie": gettext_lazy("Ties"),
}
MACHINERY = frozenset(
    {
        "register.PartyKey",
        "register.SearchTerm",
        "register.Touch",
        "flows.Link",
        "flows.Step",
        "register.Import",
        "notices.Notice",
    }
)
"""Models that say how Lianxin keeps and finds things; they come last."""
CONTESTED = {"register.Tie": "tie", "gatherings.Participation": "participation", "register.SourceRow": "row"}
"""Records of which the person says one by one that they are wrong; by the word in the address."""


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one model with what they are kept for; `lines` are the newest, `SHOWN` on the page, all on paper."""

    model: str
    name: str
    purpose: str
    kept: str
    count: int
    lines: list[tuple[str, str]]
    """A line, and the address at which a mistake in it is told, if there is one."""


def group_name(record: Record) -> str:
    return str(NAMES.get(record.model) or record.obj._meta.verbose_name)


def groups(records: list[Record], *, at_most: int | None = SHOWN) -> list[Group]:
    """The records by model, what the person is and does first, what machinery keeps last."""
    by_model: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_model[record.model].append(record)
    found = []
    for model, rows in by_model.items():
        reason = rows[0].reason
        lines = [(row.line, _contest_address(row)) for row in reversed(rows)][:at_most]
        purpose, kept = (_(reason.purpose), _(reason.retention)) if reason else ("", "")
        found.append(Group(model, group_name(rows[0]), purpose, kept, len(rows), lines))
    return sorted(
        found, key=lambda group: (group.model in MACHINERY, group.model.startswith("journal"), group.name)
    )


def _contest_address(record: Record) -> str:
    """Where the person says that the record is wrong, of the kinds that can be contested one by one."""
    key = CONTESTED.get(record.model)
    whole = key is not None and bool(record.columns)
    return reverse("portal:contest", args=[key, record.obj.pk]) if whole else ""


def as_json(found: SubjectFile) -> dict[str, Any]:
    """The file that somebody takes along: everything, as data."""
    return {
        "format": "lianxin.subject/1",
        "made_at": now().isoformat(timespec="seconds"),
        "person": {"id": found.person.pk, **found.values},
        "values": {
            name: [_source(one, found.senders) | {"value": one.says(name)} for one in said]
            for name, said in found.sources.items()
        },
        **{
            key: [
                {fact.key: fact.value for fact in item.facts} | {"steps": list(item.lines)}
                for item in section.items
            ]
            for key, section in found.sections.items()
        },
        "records": [_record(one) for one in found.records],
    }


def _source(one: Statement, senders: Mapping[int, str]) -> dict[str, Any]:
    return {
        "list": one.file_name,
        "sheet": one.sheet,
        "row": one.row_number,
        "as_of": one.as_of.isoformat(),
        "sender": senders.get(one.sender_id or 0, ""),
        "said_by_yourself": one.own,
        "entered_by_hand": one.by_hand,
    }


def _record(one: Record) -> dict[str, Any]:
    reason = one.reason
    why = {"purpose": _(reason.purpose), "kept": _(reason.retention)} if reason else {}
    whole = {"columns": one.columns} if one.columns else {}
    return {"record": one.model, "id": one.obj.pk, "as": one.via, "line": one.line, **why, **whole}
