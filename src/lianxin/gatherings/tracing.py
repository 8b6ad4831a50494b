"""How figures find the acts that touched many attendances at once: a sheet that was entered, finishing that was settled."""

from __future__ import annotations

from lianxin.figures.causes import Found, Record, Records, tracers
from lianxin.gatherings.models import Gathering, Participation
from lianxin.journal.models import Entry

PARTICIPATION = Participation._meta.label


def of_sheets(records: Records, after: int) -> Found:
    """Sheets of attendance in which the rows stood, and who settled who finished."""
    ids = records.get(PARTICIPATION)
    if not ids:
        return {}
    by_gathering: dict[int, set[int]] = {}
    for row, gathering in Participation.objects.filter(pk__in=ids).values_list("pk", "gathering_id"):
        by_gathering.setdefault(gathering, set()).add(row)
    acts = Entry.objects.filter(
        verb__in=("record_attendance", "settle_finishing"), model=Gathering._meta.label, object_id__in=by_gathering, pk__gt=after
    )
    found: dict[Record, list[int]] = {}
    for entry, about, data in acts.values_list("pk", "object_id", "data"):
        here = by_gathering[about or 0]
        for row in here & set(data["rows"]) if "rows" in data else here:
            found.setdefault((PARTICIPATION, row), []).append(entry)
    return found


tracers.add("gatherings.sheets", of_sheets)
