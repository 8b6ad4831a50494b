"""Which entries of the journal did something to a record that a figure counts.

The journal itself tells of acts on one record. Acts on many at once (a list, a merge) and the reason of an act (a contest
that was accepted) are known by the apps above; they register how to find them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.translation import gettext_noop

from lianxin.core.registries import Registry

Found = Mapping[int, Iterable[int]]
Tracer = Callable[[str, Sequence[int], int], Found]
tracers: Registry[Tracer] = Registry(gettext_noop("tracer"))
"""`trace(model, ids, after)`: by record of that model (`app.Model`), the ids of later entries than `after` that touched it
among others: a merge, a list, a list taken back, a sheet of attendance. Entries about the record itself are found without."""

Reason = tuple[str, int]
"""A record (model, id) because of which somebody acted."""
reasons: Registry[Callable[[Sequence[int]], Mapping[int, Iterable[Reason]]]] = Registry(gettext_noop("reason"))
"""`why(entries)`: by entry, the records because of which it was done, such as a contest that was accepted."""
