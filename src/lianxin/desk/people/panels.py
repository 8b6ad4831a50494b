"""What the page of a person shows, made ready for the template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.desk.actions import actions_for
from lianxin.desk.days import Day
from lianxin.desk.links import record_url
from lianxin.desk.people.forms import SEALED_LABELS
from lianxin.desk.rights import rights_on, verbs_on
from lianxin.journal.models import Read
from lianxin.reference.codelists import Sex
from lianxin.register.models import Consent, Import, Person, Tie
from lianxin.register.purposes import name_of
from lianxin.register.queries.timeline import tie_title, ties_of
from lianxin.register.queries.values import (
    SEALED,
    Provenance,
    Shown,
    Source,
    provenance,
    shown_with_sources,
)
from lianxin.register.reach import Found, Party
from lianxin.register.services.reveals import Reason

READS_SHOWN = 50
TIE_VERBS = ("end", "edit")
VERBS = ("edit", "add_tie", "reveal", "consent", "read_history", "grant")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One row of one list that gives a value. `says` is what it gives where that differs and is not masked."""

    label: str
    href: str
    sender: str
    day: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value is from: the row in use, why it was chosen, who else says so, who says otherwise."""

    chosen: SourceLine
    reason: str
    same: list[SourceLine]
    other: list[SourceLine]

    @property
    def count(self) -> int:
        return 1 + len(self.same) + len(self.other)

    @property
    def further(self) -> int:
        """Rows that say the same beyond the four that the page shows at once."""
        return max(0, len(self.same) - 4)


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One value of a party: as shown, where from, and whether it can be revealed."""

    key: str
    label: str
    text: str
    origin: Origin | None
    is_masked: bool = False


@dataclass(frozen=True, slots=True)
class TieLine:
    """One tie as its party sees it on the day of the page."""

    tie: Tie
    title: str
    href: str
    is_running: bool
    may_end: bool
    may_edit: bool


def person_page(
    person: Person, actor: Actor, day: Day, revealed: dict[str, str] | None = None
) -> dict[str, Any]:
    """The context of a person's page for one reader, as of a day; the time line comes by itself (`desk.events`)."""
    shown, sources = shown_with_sources(person, actor)
    ties = ties_of(person, actor)
    on_ties, on_person = rights_on(
        actor, (Tie, [tie.pk for tie in ties], TIE_VERBS), (Person, [person.pk], VERBS)
    )
    may = {verb for verb, ids in on_person.items() if ids}
    lines = tie_lines(person, ties, on_ties, day)
    return {
        "person": person,
        "shown": shown,
        "day": day,
        "values": value_lines(shown, sources, revealed or {}, may_reveal="reveal" in may),
        "running": [line for line in lines if line.is_running],
        "past": [line for line in lines if not line.is_running],
        "timeline_href": day.link(reverse("desk:people_timeline", args=[person.pk])),
        "consents": consents_of(person, actor),
        "reads": reads_of(person) if "read_history" in may else None,
        "reasons": Reason.choices,
        "may": may,
        "actions": actions_for(person, actor, may),
    }


def value_lines(
    shown: Shown, sources: list[Source], revealed: dict[str, str], *, may_reveal: bool
) -> list[ValueLine]:
    """Each value with its sources; masked ones can be revealed, and their sources never say them."""
    found = provenance(sources)
    labels = {"name": _("Full name"), "sex": _("Sex"), "birth": _("Birth")} | {
        key: str(SEALED_LABELS[key]) for key in SEALED
    }
    lines = []
    for key, label in labels.items():
        text = revealed.get(key) or shown.masked(key)
        if key == "sex":
            text = sex_label(text)
        masked = key in SEALED and bool(text) and may_reveal and not shown.is_own and key not in revealed
        lines.append(ValueLine(key, label, text, origin_of(found.get(key)), masked))
    return lines


def sex_label(code: str) -> str:
    return str(Sex(code).label) if code in {Sex.MALE, Sex.FEMALE} else ""


def origin_of(found: Provenance | None) -> Origin | None:
    """The sources of a value in words and links; None where no row that the reader may know gives it."""
    if found is None:
        return None
    return Origin(
        source_line(found.chosen),
        found.reason,
        [source_line(source) for source in found.same],
        [source_line(source, says=said_by(source, found.field)) for source in found.other],
    )


def source_line(source: Source, says: str = "") -> SourceLine:
    one = source.statement
    if one.own:
        label = _("said by the person")
    elif one.by_hand:
        label = _("entered by hand")
    else:
        label = _("{file}, row {row}").format(file=one.file_name, row=one.row_number)
    href = "" if one.by_hand or one.own else record_url(Import(pk=one.import_id))
    return SourceLine(label, href, source.sender, one.as_of.isoformat(), says)


def said_by(source: Source, field: str) -> str:
    """What another row gives instead; numbers, phones and addresses stay unsaid."""
    value = source.statement.says(field)
    if field in SEALED or field in {"place_id", "legal_person"}:
        return ""
    return sex_label(value) if field == "sex" else value


def tie_lines(party: Party, ties: Iterable[Tie], may: Mapping[str, set[int]], day: Day) -> list[TieLine]:
    """Ties with what the reader may do to each: `may` gives the ties by verb, those of `TIE_VERBS`."""
    return [
        TieLine(
            tie,
            tie_title(tie, party),
            other_end(tie, party),
            holds_on(tie, day),
            tie.pk in may["end"],
            tie.pk in may["edit"],
        )
        for tie in ties
    ]


def other_end(tie: Tie, party: Party) -> str:
    """The address of who or what the party is tied to."""
    if isinstance(party, Person) and tie.other_id == party.pk:
        return record_url(tie.person)
    return record_url(tie.organisation or tie.other)


def holds_on(tie: Tie, day: Day) -> bool:
    return (tie.start is None or tie.start <= day.on) and (tie.end is None or tie.end > day.on)


def consents_of(person: Person, actor: Actor) -> list[dict[str, Any]]:
    if not actor.may_any("view", Consent):
        return []
    rows = list(visible(Consent.objects.filter(person=person), actor, few=True).order_by("-given_on", "-pk"))
    may = verbs_on(Consent, [row.pk for row in rows if row.withdrawn_on is None], actor, ("withdraw",))
    return [
        {"consent": row, "purpose": name_of(row.purpose), "may_withdraw": row.pk in may["withdraw"]}
        for row in rows
    ]


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
