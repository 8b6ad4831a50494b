"""The workbook that goes back to the sender: the rows as they came, refused cells marked, with the reason."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.errors import BadInput
from lianxin.journal.models import Read
from lianxin.journal.services.entries import record, record_reads
from lianxin.lists.parsing import Rejected, Row
from lianxin.lists.reading import Sheet
from lianxin.lists.recognise import Mapped, Recognised
from lianxin.lists.writing import corrected_bytes
from lianxin.register.models import Import, Mention
from lianxin.register.models.sources import CASES

Part = tuple[Sheet, Recognised, list[Row]]


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
