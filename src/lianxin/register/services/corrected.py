"""The workbook that goes back to the sender, cells marked, with a reason for each row: before a list is taken in the very
workbook, afterwards one made of the rows as kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.errors import BadInput
from lianxin.journal.models import Read
from lianxin.journal.services.entries import record, record_reads
from lianxin.lists.marking import SheetMarks, marked_bytes
from lianxin.lists.parsing import Rejected, Row
from lianxin.lists.reading import Sheet
from lianxin.lists.recognise import Mapped, Recognised
from lianxin.lists.writing import corrected_bytes
from lianxin.register.models import Import, Mention
from lianxin.register.models.sources import CASES
from lianxin.register.services.previews import data_waiting, sheets_waiting

Part = tuple[Sheet, Recognised, list[Row]]


def marked_workbook(imported: Import, marks: Mapping[int, SheetMarks], *, by: Actor) -> bytes:
    """The workbook of a waiting list with marks by position of its sheets. Raises BadInput for anybody but who sent it in:
    what it holds is masked to the others.
    """
    if by.person_id is None or imported.by_person_id != by.person_id:
        raise BadInput(_("The workbook goes back to whoever sent it in, and to nobody else."))
    sheets = sheets_waiting(imported, by=by)
    record("return_list", imported, by=by)
    return marked_bytes(data_waiting(imported, by=by), sheets, marks)


def corrected_workbook(imported: Import, *, by: Actor) -> bytes:
    """Made again from the rows as kept, because the file itself is deleted after the commit. Asked as "import".

    Ledgers of cases go back to whoever sent them in and to nobody else. Everybody on it sees that it went out.
    Raises BadInput when the list was taken back, or was a hand list.
    """
    by.require("import", imported)
    sheets = [sheet for sheet in imported.report.get("sheets", []) if sheet["rows"]]
    if by.person_id is None or imported.by_person_id != by.person_id:
        sheets = [sheet for sheet in sheets if sheet["type"] != CASES]
    if not sheets or imported.state != Import.State.COMMITTED:
        raise BadInput(_("Nothing of this list is kept any more."))
    parts = [_part(imported, sheet) for sheet in sheets]
    names = [str(sheet["sheet"])[:60] for sheet in sheets]
    on_it = Mention.objects.filter(row__imported=imported, row__sheet__in=names)
    people = {pk for pk in on_it.values_list("person_id", flat=True) if pk is not None}
    record_reads(sorted(people), by=by, how=Read.How.EXPORTED, what="list", reason=_("the list went back to its sender"))
    record("return_list", imported, by=by)
    return corrected_bytes(parts)


def _part(imported: Import, sheet: dict[str, object]) -> Part:
    name = str(sheet["sheet"])
    columns = sheet["columns"] if isinstance(sheet["columns"], dict) else {}
    mapped = tuple(Mapped(index, heading, key) for index, (heading, key) in enumerate(columns.items()))
    refused: dict[int, list[Rejected]] = {}
    for cell in sheet["rejected"] if isinstance(sheet["rejected"], list) else []:
        refused.setdefault(cell["row"], []).append(Rejected(**cell))
    held = {row.number: row.cells for row in imported.rows.filter(sheet=name[:60]).order_by("number")}
    lines: list[list[str]] = [[] for _number in range(max(held, default=0))]
    for number, cells in held.items():
        lines[number - 1] = _cells(mapped, cells)
    rows = [Row(number, {}, refused.get(number, [])) for number in held]
    doubtful = sheet.get("doubtful")
    doubts = {one["row"]: one["reason"] for one in doubtful} if isinstance(doubtful, list) else {}
    for row in rows:
        if reason := doubts.get(row.number):
            row.warned.append(Rejected(row.number, "", "", reason))
    return Sheet(name, lines), Recognised(str(sheet["type"]), columns=mapped), rows


def _cells(mapped: tuple[Mapped, ...], cells: dict[str, str]) -> list[str]:
    """Cells in the order of the headings; the second and further columns of one key are kept with their heading."""
    seen: set[str] = set()
    out = []
    for column in mapped:
        own = f"{column.key}:{column.heading}"
        out.append(cells.get(own, "" if column.key in seen else cells.get(column.key, "")))
        if own not in cells and cells.get(column.key):
            seen.add(column.key)
    return out
