"""What the pages of lists show: sheets with their rows, what each row does, refused cells in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.utils.functional import Promise

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.core.masks import mask_email, mask_number, mask_text
from lianxin.desk import records
from lianxin.register.models import Import, Organisation, Person, SourceRow, Touch
from lianxin.register.records import Effect, committers, handlers
from lianxin.register.services.imports import ImportOutcome, SheetOutcome

ROWS = 100
TONES = {
    Effect.NEW: "good",
    Effect.CHANGE: "accent",
    Effect.SAME: "quiet",
    Effect.DOUBTFUL: "warn",
    Effect.REJECTED: "bad",
}
MASKS: dict[str, Callable[[str], str]] = {
    "phone": mask_number,
    "id_number": mask_number,
    "document_number": mask_number,
    "licence_number": mask_number,
    "email": mask_email,
    "address": mask_text,
}


@dataclass(frozen=True, slots=True)
class CellLine:
    """One cell of a previewed row; `reason` says why it was refused."""

    heading: str
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RowLine:
    number: int
    effect: str | Promise
    tone: str
    cells: list[CellLine]
    reasons: list[str]


@dataclass(slots=True)
class SheetPanel:
    """One sheet: what was recognised, what was dropped, what its rows do. `rows` is one page of them."""

    name: str
    type_name: str | Promise
    headings: list[str]
    dropped: list[str]
    counts: list[tuple[str | Promise, int, str]]
    header_row: int
    refused: int
    index: int = 0
    rows: Page[RowLine] | None = None
    lines: list[Any] = field(default_factory=list)


def preview_panels(outcome: ImportOutcome, sheet: int, page: int) -> list[SheetPanel]:
    """Panels of all sheets that hold a list; the rows of one of them, notable ones first."""
    panels = []
    for index, one in enumerate(one for one in outcome.sheets if one.recognised.shape is not None):
        panel = _panel(one, index)
        if index == sheet:
            order = [Effect.REJECTED, Effect.DOUBTFUL, Effect.CHANGE, Effect.NEW, Effect.SAME]
            lines = sorted(_lines(one), key=lambda pair: (order.index(pair[0]), not pair[2], pair[1].number))
            panel.rows = Paginator([line for _effect, line, _refused in lines], ROWS).get_page(page)
        panels.append(panel)
    return panels


def _panel(one: SheetOutcome, index: int) -> SheetPanel:
    counts = one.effects
    return SheetPanel(
        name=one.name,
        type_name=one.recognised.shape.name if one.recognised.shape else "",
        headings=[column.heading for column in one.recognised.columns],
        dropped=list(one.recognised.dropped),
        counts=[(effect.label, counts[effect.value], TONES[effect]) for effect in Effect if counts[effect.value]],
        header_row=one.recognised.header_row,
        refused=len(one.rejected),
        index=index,
    )


def _lines(one: SheetOutcome) -> Iterable[tuple[Effect, RowLine, bool]]:
    states = {state.row.number: state for state in one.states}
    for row in one.rows:
        state = states.get(row.number)
        effect = state.effect if state else Effect.REJECTED
        refused = {cell.column: str(cell.reason) for cell in row.rejected}
        cells, seen = [], set[str]()
        for column in one.recognised.columns:
            own = f"{column.key}:{column.heading}"
            key = own if own in row.raw or column.key in seen else column.key
            seen.add(column.key)
            text = row.raw.get(key, "")
            mask = MASKS.get(column.key)
            reason = refused.pop(column.heading, "")
            cells.append(CellLine(column.heading, mask(text.removesuffix(".0")) if mask and not reason else text, reason))
        reasons = [*refused.values(), *(state.reasons if state else ())]
        yield effect, RowLine(row.number, effect.label, TONES[effect], cells, reasons), bool(row.rejected)


def committed_panels(imported: Import, *, with_values: bool) -> list[dict[str, Any]]:
    """Sheets of a list that was taken in, as its report has them; refused values for those who may send it again."""
    panels = []
    for sheet in imported.report.get("sheets", []):
        if sheet["type"] not in committers:
            continue
        counts = sheet.get("effects", {})
        panels.append(
            {
                "name": sheet["sheet"],
                "type_name": committers.get(sheet["type"]).shape.name,
                "header_row": sheet["header_row"],
                "headings": list(sheet["columns"]),
                "dropped": sheet.get("dropped", []),
                "counts": [(effect.label, counts[effect.value], TONES[effect]) for effect in Effect if counts.get(effect.value)],
                "refused": [cell if with_values else cell | {"value": ""} for cell in sheet["rejected"]],
            }
        )
    return panels


def row_cells(row: SourceRow) -> list[tuple[str, str]]:
    """The cells of a kept row by the names of their columns, sensitive ones masked."""
    shape = committers.get(row.type).shape if row.type in committers else None
    lines = []
    for key, text in row.cells.items():
        name, _colon, heading = key.partition(":")
        column = shape.by_key.get(name) if shape else None
        # Rows entered by hand hold clean values: of phones a list.
        mask, texts = MASKS.get(name, str), text if isinstance(text, list) else [str(text)]
        lines.append((heading or (str(column.name) if column else name), "、".join(mask(one) for one in texts)))
    return lines


def row_records(row: SourceRow, actor: Actor) -> tuple[list[records.Line], int]:
    """Lines of the records that a row made, changed or states, as far as the actor may see them; and how many are not."""
    wanted: dict[type[Model], set[int]] = {}
    for mention in row.mentions.all():
        party = (Person, mention.person_id) if mention.person_id else (Organisation, mention.organisation_id)
        if party[1]:
            wanted.setdefault(party[0], set()).add(party[1])
    models = {handler.model._meta.label: handler.model for handler in handlers}
    for touch in Touch.objects.filter(row=row):
        if touch.model in models:
            wanted.setdefault(models[touch.model], set()).add(touch.object_id)
    lines, withheld = [], 0
    for model, ids in wanted.items():
        rows = visible(model._default_manager.filter(pk__in=ids), actor) if actor.may_any("view", model) else model._default_manager.none()
        found = list(rows.select_related(*records.related_of(model)))
        lines += [records.line(obj) for obj in found]
        withheld += len(ids) - len(found)
    return lines, withheld

