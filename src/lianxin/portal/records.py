"""Everything that names a person, grouped and in words: for the page "every record that names me" and for the export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from lianxin.core.dates import now
from lianxin.core.labels import label_of
from lianxin.matters.enums import MatterRole
from lianxin.matters.models import Matter
from lianxin.matters.queries import history
from lianxin.register.models import Person, Tie
from lianxin.register.queries.statements import PERSON_FIELDS, Statement
from lianxin.register.queries.timeline import tie_title
from lianxin.register.queries.values import sources_of
from lianxin.register.reach import describe, party_references

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from lianxin.access.actors import Actor

SHOWN = 20
OWN_DATA = frozenset({"register.Tie", "register.Consent", "gatherings.Participation", "bulletins.Delivery", "ballots.RollEntry"})
"""Models whose rows are about the person alone, so that their columns go into the export; of the others, the line."""
NAMES: dict[str, Promise] = {
    "accounts.User": _("Account"),
    "ballots.BallotEntry": _("Entries in votes"),
    "ballots.RollEntry": _("Rolls of votes (whether you voted, never what)"),
    "bulletins.Bulletin": _("Columns that you signed"),
    "bulletins.Channel": _("Channels that you keep"),
    "bulletins.Delivery": _("Bulletins sent to you"),
    "flows.Step": _("Steps that you took"),
    "gatherings.Participation": _("Gatherings"),
    "journal.Entry": _("What you did in Lianxin"),
    "journal.Read": _("Readings of records"),
    "matters.MatterParty": _("Matters"),
    "matters.Score": _("Reviews that you gave"),
    "notices.Notice": _("Notices"),
    "register.Consent": _("Consents"),
    "register.Import": _("Lists that you entered"),
    "register.Mention": _("Rows of lists that mention you"),
    "register.PartyKey": _("Keys under which you are found"),
    "register.SearchTerm": _("Words under which you are found"),
    "register.StratumHolding": _("Categories"),
    "register.Tie": _("Ties"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one model that name the person in one column; `lines` are the newest, at most `SHOWN`."""

    model: str
    name: Promise | str
    column: str
    count: int
    lines: list[str]


def groups(person: Person, *, at_most: int = SHOWN) -> list[Group]:
    """Every reference to the person that has rows, with the newest lines; two statements for each."""
    found = []
    for reference in party_references(Person):
        rows = reference.rows(person.pk)
        count = rows.count()
        if count:
            label = reference.model._meta.label
            lines = [line(row, person) for row in rows.order_by("-pk")[:at_most]]
            found.append(Group(label, NAMES.get(label, str(reference.model._meta.verbose_name)), reference.column, count, lines))
    return sorted(found, key=lambda group: (group.model.startswith("journal"), str(group.name)))


def line(row: Any, person: Person) -> str:
    return tie_title(row, person) if isinstance(row, Tie) else describe(row)


def export(person: Person, actor: Actor) -> dict[str, Any]:
    """Everything held about the person, for them to take along (Personal Information Protection Law, article 45).

    Values with their sources, own matters with what happened, and one entry for every other record that names them.
    """
    sources = sources_of(person, actor)
    return {
        "format": "lianxin.subject/1",
        "made_at": now().isoformat(timespec="seconds"),
        "person": {"id": person.pk, **{name: str(getattr(person, name)) for name in PERSON_FIELDS}},
        "values": {name: [_source(one) | {"value": one.says(name)} for one in said] for name, said in sources.items()},
        "matters": list(_matters(person, actor)),
        "records": list(_records(person)),
    }


def _source(one: Statement) -> dict[str, Any]:
    return {
        "list": one.file_name,
        "sheet": one.sheet,
        "row": one.row_number,
        "as_of": one.as_of.isoformat(),
        "said_by_yourself": one.own,
        "entered_by_hand": one.by_hand,
    }


def _matters(person: Person, actor: Actor) -> Iterator[dict[str, Any]]:
    parts = person.matterparty_rows.filter(role__in=MatterRole.own()).values("matter_id")
    for matter in Matter.objects.visible_to(actor, "read_content").filter(pk__in=parts).order_by("pk"):
        yield {
            "number": matter.number,
            "kind": str(matter.family.name),
            "opened_on": matter.opened_on.isoformat(),
            "content": matter.content,
            "stage": str(matter.stage_now.public_name or matter.stage_now.name),
            "result": matter.get_result_display() if matter.result else "",
            "rating": matter.rating,
            "steps": [
                {"on": one.step.happened_on.isoformat(), "what": str(one.title), "note": one.note}
                for one in history(matter, actor)
            ],
        }


def _records(person: Person) -> Iterator[dict[str, Any]]:
    for reference in party_references(Person):
        label = reference.model._meta.label
        for row in reference.rows(person.pk).order_by("pk"):
            record: dict[str, Any] = {"record": label, "id": row.pk, "as": reference.column, "line": line(row, person)}
            if label in OWN_DATA:
                record["columns"] = _columns(row)
            yield record


def _columns(row: Any) -> dict[str, str]:
    """Labelled columns of a row that are no references to other records."""
    return {
        field.name: str(getattr(row, field.name))
        for field in row._meta.local_fields
        if label_of(field) is not None and not field.is_relation and getattr(row, field.name) not in (None, "")
    }
