"""One line for any record, so that the list behind a figure and the latest records of a programme show whatever it is.

    records.add("gatherings.Participation", participation_line, "gathering", "person", "organisation")

A line holds what every reader of the record may see: names and dates, never a phone, a number or content of a case. People
bear the name that the reader may know: values have owners.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from lianxin.desk.links import record_url
from lianxin.register.models import Person
from lianxin.register.queries.values import is_limited, shown_values

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import Model
    from django.utils.functional import _StrOrPromise

    from lianxin.access.actors import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """`when` is the day that places the record in time; `sub` says in a few words what else it is. `pk` is filled in by `line`."""

    title: _StrOrPromise
    when: dt.date | None = None
    sub: _StrOrPromise = ""
    url: str = ""
    pk: int | None = None


Writer = Callable[[Any], Line]
_writers: dict[str, tuple[Writer, tuple[str, ...]]] = {}


def add(model: str, write: Writer, *related: str) -> None:
    """Register how a model (`app.Model`) is written in one line; `related` goes to `select_related`.

    A line without `url` gets the record's page from `links`.
    """
    _writers[model] = (write, related)


def related_of(model: type[Model]) -> tuple[str, ...]:
    """What a list of this model fetches along."""
    return _writers[model._meta.label][1] if model._meta.label in _writers else ()


def line(obj: Model, actor: Actor) -> Line:
    """The record in one line for a reader; a model that nobody registered shows its own text."""
    return lines([obj], actor)[0]


def lines(rows: QuerySet[Any] | Iterable[Model], actor: Actor) -> list[Line]:
    """Lines of a page of records, in their order; a queryset costs one statement, two more for a liaison officer."""
    if isinstance(rows, QuerySet) and (related := related_of(rows.model)):
        rows = rows.select_related(*related)
    found = list(rows)
    if is_limited(actor):
        _name_as_known(found, actor)
    return [_line(obj) for obj in found]


def _name_as_known(rows: list[Any], actor: Actor) -> None:
    """Give the people whom the rows name the names that the actor may know; nothing of it is saved."""
    along = [tuple(path.split("__")) for path in (related_of(type(rows[0])) if rows else ())]
    named = [one for row in rows for one in (row, *(_followed(row, path) for path in along)) if isinstance(one, Person)]
    shown = shown_values(named, actor)
    for person in named:
        person.name = shown[person.pk].name


def _followed(row: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        row = getattr(row, name, None)
    return row


def _line(obj: Model) -> Line:
    write = _writers[obj._meta.label][0] if obj._meta.label in _writers else _plain
    written = write(obj)
    return replace(written, url=written.url or record_url(obj), pk=obj.pk)


def _plain(obj: Model) -> Line:
    return Line(str(obj))
