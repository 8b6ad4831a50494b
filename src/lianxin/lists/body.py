"""The rows under the headings, told apart: records, section lines, repeated headings, samples, footers, blanks."""

import re
from collections.abc import Sequence

from lianxin.core.errors import BadInput
from lianxin.lists.columns import INDEX_HEADINGS, REFUSED, plain_heading
from lianxin.lists.headings import two_headers
from lianxin.lists.reading import Cell, Row, Sheet

_SECTION = re.compile(
    r"^(?:[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}\s*[、.．,，:：])"
    r"|^第[一二三四五六七八九十\d]+(?:部分|组|批|届)|^[【\[].*[】\]]$"
)
_SECTION_NUMBER = re.compile(r"^(?:[（(][一二三四五六七八九十]{1,3}[)）]\s*[、.．,，:：]?|[一二三四五六七八九十]{1,3}\s*[、.．,，:：])\s*")
_COUNT = re.compile(r"^[\d.]+\s*[人家名个位]?$")
_FOOT = re.compile(
    r"^(?:(?:合\s*计|总\s*计|共\s*计|小\s*计|总人数)(?:\s|[:：（(\d]|$)"
    r"|(?:注|备注|说明|附注|填表说明|联系人|联系电话)\s*\d?\s*[:：]"
    r"|(?:填表人|填报人|制表|审核人?|审批|经办人|负责人签|领导签|签字|签名|盖章|单位盖章|填报单位|填报日期|填表日期|主办单位[:：]|以上信息|共\d+[人家个]))"
)
_SAMPLE = re.compile(r"^(?:填写)?(?:示例|样例|例)[:：]?$")


class Body:
    """The records (numbers as Excel shows them) and section lines of one sheet. `header` is its headings, the row where
    they begin (from 0) and how many lines they take; `anchor` the column that makes a row a record, `held` all that are kept.

    Raises BadInput for other headings further down: a second table.
    """

    def __init__(
        self, sheet: Sheet, header: tuple[list[str], int, int], known: frozenset[str], *, anchor: int, held: Sequence[int]
    ) -> None:
        headings, self.at, height = header
        self.start, self.rows, self.known = self.at + height, sheet.rows, known
        self.anchor, self.held = anchor, held
        # Printed pages repeat the headings line by line, or joined into one.
        self.repeats = [*(_signature(sheet.rows[self.at + i]) for i in range(height)), _signature(headings)]
        # A lone word in a dropped column must not leave as the name of a section.
        self.open_columns = {*self.held, *(i for i, h in enumerate(headings) if plain_heading(h) in INDEX_HEADINGS)}
        self.records: list[int] = []
        self.sections: list[tuple[int, str]] = []
        for offset in range(self.start, len(self.rows)):
            self._look(offset, self.rows[offset])

    def _look(self, offset: int, row: Row) -> None:
        filled = [cell for cell in row if cell != "" and cell is not None]
        if not filled:
            return
        first = filled[0]
        if isinstance(first, str) and (self._is_heading(offset, row, filled) or self._is_line(offset, row, filled, first)):
            return
        if any(i < len(row) and row[i] != "" and row[i] is not None for i in self.held):
            self.records.append(offset + 1)

    def _is_heading(self, offset: int, row: Row, filled: Sequence[Cell]) -> bool:
        """Headings repeated on a new page; other headings make a second table, which is refused."""
        if not any(isinstance(cell, str) and plain_heading(cell) in self.known for cell in filled[:3]):
            return False
        signature = _signature(row)
        repeated = signature in self.repeats
        if repeated and (self.records or signature != self.repeats[0]):
            return True
        texts = [plain_heading(cell) if isinstance(cell, str) else "" for cell in filled]
        if repeated or (len(texts) >= 2 and sum(text in self.known for text in texts) >= 0.8 * len(texts)):
            raise BadInput(two_headers(self.at + 1, offset + 1))
        return False

    def _is_line(self, offset: int, row: Row, filled: Sequence[Cell], first: str) -> bool:
        """A sample row, a footer, or a section line (which is noted)."""
        text, own = first.strip(), row[self.anchor]
        if _SAMPLE.match(text) or (_FOOT.match(text) and (own in ("", None, first) or _COUNT.match(str(own)))):
            return True
        if len(filled) == 1 and REFUSED.search(plain_heading(text)):
            # Nobody's name: a line that says what those under it believe. It ends the section above and is kept nowhere.
            self.sections.append((offset + 1, ""))
            return True
        if len(filled) > 1 or not (_SECTION.match(text) or (own != first and row[0] == first)):
            return False
        if row.index(first) in self.open_columns and not text.isdecimal():
            self.sections.append((offset + 1, _SECTION_NUMBER.sub("", text)))
        return True


def _signature(row: Row) -> tuple[tuple[int, str], ...]:
    return tuple((i, plain_heading(cell)) for i, cell in enumerate(row) if isinstance(cell, str) and cell.strip())
