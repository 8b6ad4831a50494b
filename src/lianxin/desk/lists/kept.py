"""What stays when a list is taken back, in a few lines: an import of ten thousand rows would fill a book."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps

from lianxin.desk.joining.names import name_of_model
from lianxin.desk.links import record_url
from lianxin.register.services.undo import Undone


@dataclass(frozen=True, slots=True)
class KeptLine:
    """Records of one kind that stay for one reason; `first` are numbers and addresses of the first ones."""

    name: str
    reason: str
    count: int
    first: list[tuple[int, str]]

    @property
    def more(self) -> bool:
        return self.count > len(self.first)


def kept_lines(result: Undone) -> list[KeptLine]:
    lines = []
    for label, reason, count, first in result.summary():
        rows = apps.get_model(label)._default_manager.in_bulk(first)
        lines.append(
            KeptLine(name_of_model(label), reason, count, [(pk, record_url(rows.get(pk))) for pk in first])
        )
    return lines
