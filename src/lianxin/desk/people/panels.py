"""What the page of a person shows, made ready for the template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.desk.links import record_url
from lianxin.desk.people.forms import SEALED_LABELS
from lianxin.journal.models import Read
from lianxin.reference.codelists import Sex
from lianxin.register.models import Consent, Import, Person, Tie
from lianxin.register.queries.statements import Statement
from lianxin.register.queries.timeline import tie_title, ties_of, timeline
from lianxin.register.queries.values import SEALED, Shown, shown_values, sources_of
from lianxin.register.reach import Event, Found
from lianxin.register.services.reveals import Reason

READS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One value of the person: as shown, where from, and whether it can be revealed."""

    key: str
    label: str
    text: str
    sources: list[dict[str, Any]]
    is_masked: bool = False


@dataclass(frozen=True, slots=True)
class TieLine:
    """One tie as its person sees it."""

    tie: Tie
    title: str
    href: str
    is_running: bool
    may_end: bool
    may_edit: bool


def person_page(person: Person, actor: Actor, revealed: dict[str, str] | None = None) -> dict[str, Any]:
    """The context of a person's page for one reader."""
    shown = shown_values([person], actor)[person.pk]
    ties = tie_lines(person, actor)
    may = {
        verb
        for verb in ("edit", "add_tie", "reveal", "consent", "read_history", "grant")
        if actor.can(verb, person)
    }
    return {
        "person": person,
        "shown": shown,
        "values": value_lines(person, shown, actor, revealed or {}, may_reveal="reveal" in may),
        "running": [line for line in ties if line.is_running],
        "past": [line for line in ties if not line.is_running],
        "events": event_lines(timeline(person, actor)),
        "consents": consents_of(person, actor),
        "reads": reads_of(person) if "read_history" in may else None,
        "reasons": Reason.choices,
        "may": may,
    }


def value_lines(
    person: Person, shown: Shown, actor: Actor, revealed: dict[str, str], *, may_reveal: bool
) -> list[ValueLine]:
    sources = sources_of(person, actor)
    labels = {"name": _("Full name"), "sex": _("Sex"), "birth": _("Birth")} | {
        key: str(SEALED_LABELS[key]) for key in SEALED
    }
    lines = []
    for key, label in labels.items():
        text = revealed.get(key) or shown.masked(key)
        if key == "sex":
            text = str(Sex(text).label) if text in {Sex.MALE, Sex.FEMALE} else ""
        masked = key in SEALED and bool(text) and may_reveal and not shown.is_own and key not in revealed
        lines.append(ValueLine(key, label, text, source_items(sources.get(key, [])), masked))
    return lines


def source_items(statements: list[Statement]) -> list[dict[str, Any]]:
    """Lists and rows that give a value, the one in use first, for the `sources` component."""
    items = []
    for index, one in enumerate(statements):
        if one.by_hand or one.own:
            label = _("said by the person") if one.own else _("entered by hand")
        else:
            label = _("{file}, row {row}").format(file=one.file_name, row=one.row_number)
        href = "" if one.by_hand else record_url(Import(pk=one.import_id))
        items.append(
            {
                "label": label,
                "href": href,
                "note": one.as_of.isoformat(),
                "chosen": index == 0 and len(statements) > 1,
            }
        )
    return items


def tie_lines(person: Person, actor: Actor) -> list[TieLine]:
    """Ties with what the reader may do to each; two statements more, however many ties."""
    ties = ties_of(person, actor)
    ids = [tie.pk for tie in ties]
    may_end = allowed_ties(ids, actor, "end")
    may_edit = allowed_ties(ids, actor, "edit")
    return [
        TieLine(
            tie,
            tie_title(tie, person),
            record_url(tie.organisation),
            (tie.start is None or tie.start <= actor.on) and (tie.end is None or tie.end > actor.on),
            tie.pk in may_end,
            tie.pk in may_edit,
        )
        for tie in ties
    ]


def allowed_ties(ids: list[int], actor: Actor, verb: str) -> set[int]:
    if not actor.may_any(verb, Tie):
        return set()
    return set(visible(Tie.objects.filter(pk__in=ids), actor, verb, few=True).values_list("pk", flat=True))


def event_lines(events: list[Event]) -> list[dict[str, Any]]:
    """The time line with the addresses of its records; ties stand in their own card."""
    return [
        {
            "title": event.title,
            "note": event.note,
            "on": event.on,
            "until": event.until,
            "icon": event.icon,
            "href": record_url(event.obj),
        }
        for event in events
        if not isinstance(event.obj, Tie)
    ]


def consents_of(person: Person, actor: Actor) -> list[dict[str, Any]]:
    if not actor.may_any("view", Consent):
        return []
    rows = list(visible(Consent.objects.filter(person=person), actor, few=True).order_by("-given_on", "-pk"))
    may = set()
    if rows and actor.may_any("withdraw", Consent):
        may = set(
            visible(Consent.objects.filter(person=person), actor, "withdraw", few=True).values_list(
                "pk", flat=True
            )
        )
    return [{"consent": row, "may_withdraw": row.pk in may and row.withdrawn_on is None} for row in rows]


def reads_of(person: Person) -> list[dict[str, Any]]:
    """Who read the record, newest first, by name: what the person sees too."""
    reads: QuerySet[Read] = Read.objects.filter(subject_id=person.pk).order_by("-read_at")[:READS_SHOWN]
    rows = list(reads)
    names = dict(
        Person.objects.filter(pk__in={read.reader_id for read in rows if read.reader_id}).values_list(
            "pk", "name"
        )
    )
    how = {
        Read.How.OPENED: _("opened the page"),
        Read.How.REVEALED: _("revealed a value"),
        Read.How.EXPORTED: _("exported"),
    }
    return [
        {
            "when": read.read_at,
            "who": names.get(read.reader_id or 0, _("Lianxin")),
            "how": how.get(Read.How(read.how), read.how),
            "what": SEALED_LABELS.get(read.what, read.what),
            "reason": read.reason,
        }
        for read in rows
    ]


def search_hits(found: list[Found]) -> list[dict[str, Any]]:
    """Hits that have a page, for `ui/search_results.html`."""
    return [
        {"href": href, "label": hit.label, "kind": hit.kind, "note": hit.note}
        for hit in found
        if (href := record_url(hit.obj))
    ]
