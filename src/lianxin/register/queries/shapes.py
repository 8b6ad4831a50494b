"""What was decided of earlier lists: how a sender's list with the same headings is to be read."""

from __future__ import annotations

from collections.abc import Sequence

from lianxin.core.names import org_name_key
from lianxin.core.sealed import digest
from lianxin.lists.columns import RecordType
from lianxin.lists.headings import Chosen, heading_set, known_headings, lines_above, rows_of_names
from lianxin.lists.reading import Sheet
from lianxin.lists.titles import read_title
from lianxin.register.models import ListShape, Organisation


def heading_mark(names: Sequence[str]) -> str:
    """The keyed digest of a set of headings."""
    return digest("headings", heading_set(names))


def remembered_choices(sheets: Sequence[Sheet], shapes: Sequence[RecordType], sender: Organisation | None) -> dict[int, Chosen]:
    """Decisions about lists of the same sender (else of the one that the title names) with the same headings, by position
    of the sheet. One statement for a file.
    """
    if not ListShape.objects.exists():
        return {}
    known = known_headings(shapes)
    rows: dict[str, list[tuple[int, int, tuple[str, ...]]]] = {}
    for position, sheet in enumerate(sheets):
        for number, names in rows_of_names(sheet, known):
            rows.setdefault(heading_mark(names), []).append((position, number, names))
    found: dict[int, Chosen] = {}
    for shape in ListShape.objects.filter(mark__in=rows).select_related("sender").order_by("pk"):
        for position, number, _names in rows[shape.mark]:
            if _is_from(shape.sender, sender, sheets[position], number):
                found[position] = Chosen(shape.type, number, shape.columns, remembered=True)
    return found


def _is_from(body: Organisation, sender: Organisation | None, sheet: Sheet, header_row: int) -> bool:
    if sender is not None:
        return sender.pk == body.pk
    named = read_title(lines_above(sheet.rows[: header_row - 1]), sheet.file).sender
    return bool(named) and org_name_key(named)[:200] == body.name_key
