"""Open a file that somebody sent and give its sheets as rows of cells.

Knows .xlsx, .xls, .ods and .csv; goes by what a file is, not by what it is called. Hidden rows are members like the
others and stay. Nothing is written anywhere. Every refusal is a ``BadInput`` that says what to do.
"""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from lianxin.core.errors import BadInput

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
Row = Sequence[Cell]

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 250
MAX_CELLS = 8_000_000
MAX_COLUMNS = 500
_SMALL_ENOUGH = 4 * 1024 * 1024

# Python's gb18030 codec keeps the mapping of 2000/2005; these code points moved in GB 18030-2022 (DOMAIN §6).
_GB18030_2022 = str.maketrans(
    dict(
        zip(
            "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796"
            "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864\ue7c7",
            "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19"
            "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb\u1e3f",
            strict=True,
        )
    )
)
_FORMULA_START = re.compile(r"^'+(?=[=+\-@\t\r])")


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows[0]` is row 1 as Excel shows it, in a CSV the first record; `merged` are (top, left, bottom,
    right), from 0.
    """

    name: str
    rows: Sequence[Row]
    file: str = ""
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def empty(self) -> bool:
        return not any(cell not in ("", None) for row in self.rows for cell in row)


def open_sheets(path: Path, *, name: str | None = None) -> list[Sheet]:
    """Read every sheet of a file; `name` is what its sender called it, if it lies under another name.

    Raises BadInput for a file that is too big, empty, encrypted, a zip bomb or no sheet at all.
    """
    if path.stat().st_size > MAX_BYTES:
        raise BadInput(_TOO_BIG)
    return sheets_of(path.read_bytes(), name or path.name)


def sheets_of(data: bytes, file: str) -> list[Sheet]:
    """As `open_sheets`, of a file's bytes: an upload that is kept sealed has no path."""
    if len(data) > MAX_BYTES:
        raise BadInput(_TOO_BIG)
    if not data.strip():
        raise BadInput(_("The file is empty. Check that the list was saved before it was sent."))
    if data.startswith(b"PK\x03\x04"):
        sheets = _workbook(data, file, _check_zip(data))
    elif data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise BadInput(_PASSWORD)
        sheets = _workbook(data, file, "xls")
    elif Path(file).suffix.lower() in {".csv", ".txt", ".tsv"}:
        sheets = [Sheet(Path(file).stem, _csv_rows(data), file)]
    else:
        raise BadInput(_NO_SHEET)
    if all(sheet.empty for sheet in sheets):
        raise BadInput(_("The sheet is empty. Fill in the list, save it and send it again."))
    return sheets


_TOO_BIG = _("The file is larger than 20 MB. Split the list into several files and send them one by one.")
_PASSWORD = _("The workbook is protected by a password. Remove the password in Excel or WPS, save it and send it again.")
_DAMAGED = _("The workbook is damaged. Open it in Excel or WPS, save it again and send the new copy.")
_NO_SHEET = _("This file is not a sheet. Send the list as .xlsx, .xls, .ods or .csv.")
_BOMB = _("The workbook unpacks to far more than a list can hold. Copy the list into a new workbook and send that one.")
_TOO_WIDE = _("The sheet has more cells than a list can have. Delete empty rows and columns at its end, or split it.")


def _check_zip(data: bytes) -> str:
    """Refuse bombs and strangers before anything is unpacked in full; gives the kind of workbook."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except zipfile.BadZipFile:
        raise BadInput(_DAMAGED) from None
    names = {entry.filename for entry in entries}
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or len(entries) > 20_000:
        raise BadInput(_BOMB)
    for entry in entries:
        if entry.file_size > _SMALL_ENOUGH and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise BadInput(_BOMB)
    with archive:
        try:
            if "xl/workbook.xml" in names:
                for entry in entries:
                    if re.fullmatch(r"xl/worksheets/[^/]+\.xml", entry.filename):
                        _check_extent(archive.read(entry))
                return "xlsx"
            kind = archive.read("mimetype")[:80] if "mimetype" in names else b""
            if b"opendocument.spreadsheet" in kind and "content.xml" in names:
                if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                    raise BadInput(_PASSWORD)
                _check_repeats(archive.read("content.xml"))
                return "ods"
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
            if isinstance(error, RuntimeError):
                raise BadInput(_PASSWORD) from None
            raise BadInput(_DAMAGED) from None
    raise BadInput(_NO_SHEET)


def _check_extent(xml: bytes) -> None:
    """A cell far out makes a reader fill everything before it; styled cells without a value do not count."""
    bottom, columns = 0, set[bytes]()
    for column, row in re.findall(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"(?:[^>]*[^/>])?>', xml):
        columns.add(column)
        bottom = max(bottom, int(row))
    width = max((_column_number(column) for column in columns), default=0)
    if width > MAX_COLUMNS or width * bottom > MAX_CELLS:
        raise BadInput(_TOO_WIDE)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_repeats(xml: bytes) -> None:
    """An .ods repeats cells and rows by number; a repeated row with a value in it multiplies."""
    for row in re.finditer(rb'<table:table-row[^>]*number-rows-repeated="(\d+)"(?:[^>]*[^/>])?>(.*?)</table:table-row>', xml, re.DOTALL):
        if int(row.group(1)) > 1000 and b"office:value" in row.group(2):
            raise BadInput(_TOO_WIDE)
    for cell in re.finditer(rb'<table:table-cell[^>]*number-columns-repeated="(\d+)"[^>]*>', xml):
        if int(cell.group(1)) > MAX_COLUMNS and b"office:value" in cell.group(0):
            raise BadInput(_TOO_WIDE)


def _workbook(data: bytes, file: str, kind: str) -> list[Sheet]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [
                _sheet(book, meta.name, file, hidden=meta.visible is not SheetVisibleEnum.Visible, merges=kind != "ods")
                for meta in book.sheets_metadata
                if meta.typ is SheetTypeEnum.WorkSheet
            ]
    except PasswordError:
        raise BadInput(_PASSWORD) from None
    except (CalamineError, OSError, ValueError):
        # Word's and other programs' files have the same envelope as an old workbook.
        raise BadInput(_NO_SHEET if kind == "xls" else _DAMAGED) from None



def _sheet(book: CalamineWorkbook, name: str, file: str, *, hidden: bool, merges: bool) -> Sheet:
    found = book.get_sheet_by_name(name)
    if found.width > MAX_COLUMNS or found.width * found.height > MAX_CELLS:
        raise BadInput(_TOO_WIDE)
    ranges = (found.merged_cell_ranges or []) if merges else []
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in ranges)
    return Sheet(name, found.to_python(skip_empty_area=False), file, hidden, merged)


def _csv_rows(data: bytes) -> list[list[Cell]]:
    text = _decode(data)
    sample = "\n".join(text.splitlines()[:30])
    delimiter = max(",\t;", key=sample.count)
    csv.field_size_limit(1_000_000)
    try:
        records: list[list[Cell]] = [
            [_plain(cell) for cell in record] for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error:
        raise BadInput(_NO_SHEET) from None
    width = max(map(len, records), default=0)
    if width > MAX_COLUMNS or width * len(records) > MAX_CELLS:
        raise BadInput(_TOO_WIDE)
    return [record + [""] * (width - len(record)) for record in records]


def _plain(cell: str) -> str:
    """Take off the apostrophe that our own CSV puts before what a spreadsheet would run as a formula."""
    return cell[1:] if cell[:1] == "'" and _FORMULA_START.match(cell) else cell


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text or sum(c < " " and c not in "\r\n\t\x1a" for c in text[:4000]) > 4:
            break
        return text.translate(_GB18030_2022) if encoding == "gb18030" else text
    raise BadInput(_NO_SHEET)
