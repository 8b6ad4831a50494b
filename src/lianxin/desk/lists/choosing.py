"""The form that sets right what was recognised of a sheet: its kind, its row of headings, what each column holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lianxin.core.errors import BadInput
from lianxin.desk.lists.shown import ShownColumn, ShownSheet
from lianxin.lists.columns import REFUSED, plain_heading
from lianxin.lists.headings import Chosen, chosen_headings, column_names, known_headings
from lianxin.lists.reading import Sheet
from lianxin.lists.recognise import IGNORED
from lianxin.register.records import committers

SEVERAL = " · "
Option = tuple[str, str | Promise, bool]
"""Value, words, whether it is chosen."""


class SheetForm:
    """What can be chosen for one sheet, with what holds now."""

    def __init__(self, sheet: ShownSheet) -> None:
        self.sheet = sheet

    @property
    def types(self) -> list[Option]:
        chosen = self.sheet.type or ("" if self.sheet.problem else IGNORED)
        kinds: list[Option] = [(key, one.shape.name, key == chosen) for key, one in committers.items()]
        unknown: list[Option] = [] if chosen else [("", _("choose"), True)]
        return [*unknown, *kinds, (IGNORED, _("no list: leave this sheet out"), chosen == IGNORED)]

    @property
    def header_rows(self) -> list[Option]:
        held = self.sheet.header_row
        if not self.sheet.type:
            # The first row with several words in it is the likeliest.
            held = next((number for number, words in self.sheet.top if SEVERAL in words), 1)
        rows: list[Option] = [
            (str(number), _("row {number}: {words}").format(number=number, words=words), number == held) for number, words in self.sheet.top
        ]
        return [*rows, ("0", _("there is none"), held == 0 and bool(self.sheet.type))]

    @property
    def columns(self) -> Iterator[tuple[ShownColumn, list[Option]]]:
        """Each column with what it may hold; none for a column that is refused."""
        if self.sheet.type not in committers:
            return
        shape = committers.get(self.sheet.type).shape
        for column in self.sheet.columns:
            options: list[Option] = [(one.key, one.name, one.key == column.key) for one in shape.columns]
            yield column, [] if column.refused else [("", _("leave out"), not column.key), *options]


def chosen_from(posted: Mapping[str, str], sheets: Sequence[Sheet], position: int) -> Chosen | None:
    """What a posted form decides of a sheet; None to recognise it anew. Columns are those of its row of headings: whoever
    changes the kind or the row gets the columns recognised for it first.
    """
    if posted.get("anew"):
        return None
    if position >= len(sheets):
        raise BadInput(_("The file has no such sheet."))
    kind, row = posted.get("type", ""), posted.get("header_row", "")
    if kind not in committers and kind != IGNORED:
        raise BadInput(_("Choose what the sheet lists."))
    header_row = int(row) if row.isdecimal() and len(row) < 7 else -1
    if kind == IGNORED or (kind, row) != (posted.get("was_type", ""), posted.get("was_header_row", "")):
        return Chosen(kind, header_row, {})
    shapes = [one.shape for one in committers]
    headings, _at, _height = chosen_headings(sheets[position], header_row, known_headings(shapes))
    names = column_names(headings)
    keys = committers.get(kind).shape.by_key
    columns = {name: key if (key := posted.get(f"column-{index}", "")) in keys else "" for index, name in enumerate(names)}
    return Chosen(kind, header_row, {name: "" if REFUSED.search(plain_heading(name)) else key for name, key in columns.items()})
