"""How figures find the acts that touched many attendances at once: a sheet that was entered, finishing that was settled."""

from __future__ import annotations

from collections.abc import Sequence

from lianxin.figures.causes import Found, tracers
from lianxin.gatherings.models import Gathering, Participation
from lianxin.journal.models import Entry


def of_sheets(model: str, ids: Sequence[int], after: int) -> Found:
    """Sheets of attendance in which the rows stood, and who settled who finished."""
    if model != Participation._meta.label:
        return {}
    by_gathering: dict[int, set[int]] = {}
    for row, gathering in Participation.objects.filter(pk__in=ids).values_list("pk", "gathering_id"):
        by_gathering.setdefault(gathering, set()).add(row)
    acts = Entry.objects.filter(
        verb__in=("record_attendance", "settle_finishing"), model=Gathering._meta.label, object_id__in=by_gathering, pk__gt=after
    )
    found: dict[int, list[int]] = {}
    for entry, about, data in acts.values_list("pk", "object_id", "data"):
        here = by_gathering[about or 0]
        for row in here & set(data["rows"]) if "rows" in data else here:
            found.setdefault(row, []).append(entry)
    return found


tracers.add("gatherings.sheets", of_sheets)
