"""The passport of a measure: its definition in words, generated from what the engine computes by (F2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lianxin.figures.column_words import DAYS, LISTS, ONCE, PLACES, column_words
from lianxin.figures.engine import model_listed
from lianxin.figures.fingerprints import fingerprint
from lianxin.figures.measures import During, Measure, OnLastDay, Ratio, measures

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from lianxin.figures.measures import Definition

HEAD = """# Measures

Every figure that Lianxin prints, as it is computed. This page is printed by `lianxin measures` and compared with it by a
test; change a measure in the `measures.py` of its app, then run `lianxin measures > docs/measures.md`. A definition whose
fingerprint changes counts differently: once released, it is declared as a further version with its first day (`version=2,
since=…`), and the one before stays, since codes on paper open by it.
"""


@dataclass(frozen=True, slots=True)
class Passport:
    """A definition as pairs of term and words; `parts` are the keys that a rate divides, `before` its earlier versions."""

    key: str
    name: _StrOrPromise
    words: _StrOrPromise
    facts: tuple[tuple[str, str], ...]
    parts: tuple[str, ...] = ()
    before: tuple[Passport, ...] = ()


def passport(key: str) -> Passport:
    """The passport of a measure's newest version; an unknown key raises with the known ones."""
    newest, *older = (passport_of(one) for one in reversed(measures.versions(key)))
    return replace(newest, before=tuple(older))


def passport_of(definition: Definition) -> Passport:
    """The passport of one version of a measure."""
    key = definition.key
    if isinstance(definition, Ratio):
        facts = (
            (_("Unit"), str(definition.unit.label)),
            (_("Numerator"), definition.numerator),
            (_("Denominator"), definition.denominator),
            (_("Answered for by"), _(definition.owner)),
            (_("Version"), _version(definition)),
        )
        return Passport(key, definition.name, definition.words, facts, (definition.numerator, definition.denominator))
    return Passport(key, definition.name, definition.words, tuple(_facts(definition)))


def _facts(measure: Measure) -> list[tuple[str, str]]:
    facts = [
        (_("Unit"), str(measure.unit.label)),
        (_("Dates"), _dates(measure)),
        (_("Place"), _place(measure)),
        (_("Counted once"), column_words(ONCE, measure.distinct) if measure.distinct else _("every row")),
        (_("Opens to"), column_words(LISTS, model_listed(measure)._meta.label)),
    ]
    if measure.total:
        facts.append((_("Sum of"), measure.total))
    if measure.filters:
        facts.append((_("Filters"), ", ".join(measure.filters)))
    if measure.sensitive:
        hidden = _(
            "given for whole months of the city, and for whole years by unit or by filter, never by both; nothing from which a count "
            "below five could be computed"
        )
        facts.append((_("Small counts"), hidden))
    facts += [
        (_("Provisional"), _("until {n} days after the last day").format(n=measure.late_days)),
        (_("Answered for by"), _(measure.owner)),
        (_("Version"), _version(measure)),
    ]
    return facts


def _version(definition: Definition) -> str:
    if definition.since is None:
        return str(definition.version)
    return _("{number}, for periods that end on {day} or later").format(number=definition.version, day=definition.since.isoformat())


def _dates(measure: Measure) -> str:
    if isinstance(measure.when, OnLastDay):
        return _("in force on the last day of the period")
    if isinstance(measure.when, During):
        return _("{column} within the period, both days included").format(column=column_words(DAYS, measure.when.column))
    return _("as the definition says")


def _place(measure: Measure) -> str:
    if measure.place is None:
        return _("the whole city only")
    lookup = getattr(measure.place, "lookup", None)
    if lookup is None:
        return _("the person's residence on the last day, else the main employer's place")
    return column_words(PLACES, lookup) if lookup else _("the place itself")


def all_passports() -> list[Passport]:
    """Passports by key, in the order of the programmes: A1 before A10, then by name."""
    return [passport(key) for key in sorted(measures.keys(), key=order_of)]


def order_of(key: str) -> tuple[str, int, str]:
    """Sort key of a measure: chapter, number of the programme, name."""
    programme, _dot, name = key.partition(".")
    digits = programme[1:]
    return programme[:1], int(digits) if digits.isdigit() else 0, name


def as_page() -> str:
    """All passports as Markdown, in the language that is active."""
    lines = [HEAD]
    for one in all_passports():
        mark = (_("Fingerprint"), fingerprint(measures.get(one.key)))
        lines += [f"## {one.key}", "", f"**{one.name}.** {one.words}", "", *_table((*one.facts, mark))]
        for older in one.before:
            lines += [f"{_('Before')}: {older.words}", "", *_table(older.facts)]
    return "\n".join(lines)


def _table(facts: tuple[tuple[str, str], ...]) -> list[str]:
    return ["| | |", "|---|---|", *(f"| {term} | {words} |" for term, words in facts), ""]
