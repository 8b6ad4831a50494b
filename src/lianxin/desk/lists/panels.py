"""What the pages of lists that were taken in show: sheets with what their rows did, rows with their records."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.core.wording import in_a_row
from lianxin.desk import records
from lianxin.desk.lists.shown import MASKS
from lianxin.register.models import Import, Organisation, Person, SourceRow, Touch
from lianxin.register.records import Effect, committers, handlers

TONES = {
    Effect.NEW: "good",
    Effect.CHANGE: "accent",
    Effect.SAME: "quiet",
    Effect.DOUBTFUL: "warn",
    Effect.REJECTED: "bad",
}


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
                "doubtful": sheet.get("doubtful", []),
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
        lines.append((heading or (str(column.name) if column else name), in_a_row(mask(one) for one in texts)))
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
        # Who was joined with another since stands there under the record that stayed.
        lines += records.lines([obj for obj in found if getattr(obj, "merged_into_id", None) not in ids], actor)
        withheld += len(ids) - len(found)
    return lines, withheld

