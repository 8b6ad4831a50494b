"""The values that a filter of a measure may take, in words, so that nobody has to know a code."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from lianxin.gatherings.kind import gathering_kinds
from lianxin.matters.kind import matter_kinds

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from lianxin.figures.measures import Measure, Period

KINDS: dict[str, Callable[[], list[tuple[str, str]]]] = {
    "gatherings.Gathering": gathering_kinds.choices,
    "matters.Matter": matter_kinds.choices,
}
NAMES: dict[str, _StrOrPromise] = {"kind": _("Kind"), "series": _("Series"), "grade": _("Grade"), "year": _("Year")}
"""Labels of the filters that measures declare."""


def label_of(name: str) -> _StrOrPromise:
    """What a form calls the filter; a filter that nobody named stands there by its own name."""
    return NAMES.get(name, name)


def choices_of(measure: Measure, name: str, period: Period) -> list[tuple[str, str]]:
    """The values that stand in the measure's records of the period, each with its word; one statement.

    Of a sensitive measure those of whatever time: which values a month has would tell what is hidden.
    """
    lookup = measure.filters[name]
    rows = measure.rows() if measure.sensitive else measure.rows().filter(measure.when.within(period))
    found = rows.order_by().values_list(lookup, flat=True).distinct()
    words = _words(measure.rows().model, lookup)
    return [(str(value), words.get(value, str(value))) for value in sorted(v for v in found if v not in {None, ""})]


def _words(model: type[Model], lookup: str) -> dict[Any, str]:
    """Codes in words where the column has them: the names of kinds, or the choices of a field."""
    *way, last = lookup.split("__")
    for step in way:
        related = model._meta.get_field(step).related_model
        if not isinstance(related, type):
            return {}  # a part of a date, such as its year
        model = related
    if last == "kind" and model._meta.label in KINDS:
        return dict(KINDS[model._meta.label]())
    choices = getattr(model._meta.get_field(last), "flatchoices", [])
    return {value: str(word) for value, word in choices}
