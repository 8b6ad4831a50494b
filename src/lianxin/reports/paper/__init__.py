"""Reports on paper, as Word and as PDF, in the layout of official documents (GB/T 9704-2012).

    as_docx(report, front)   as_pdf(report, front)   minutes_docx(minutes)   minutes_pdf(minutes)

The same report, front and language give the same bytes: no moment of making goes into a file. A PDF embeds open fonts only and
raises `FontMissingError` where the machine has none with Chinese characters; a Word file names the fonts of official documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianxin.reports.paper.front import Form, Front, Minutes, document_number
from lianxin.reports.paper.of_minutes import sheet_of_minutes
from lianxin.reports.paper.of_report import sheet_of

if TYPE_CHECKING:
    from lianxin.reports.building import Report

__all__ = ["Form", "Front", "Minutes", "as_docx", "as_pdf", "document_number", "minutes_docx", "minutes_pdf"]


def as_docx(report: Report, front: Front | None = None) -> bytes:
    """The report as the bytes of a .docx file, in the active language; without a front a plain document."""
    from lianxin.reports.paper.word import sheet_as_docx  # noqa: PLC0415  python-docx takes a tenth of a second, which few processes need

    return sheet_as_docx(sheet_of(report, front))


def as_pdf(report: Report, front: Front | None = None) -> bytes:
    """The report as the bytes of a tagged PDF, in the active language; without a front a plain document."""
    from lianxin.reports.paper.pdf import sheet_as_pdf  # noqa: PLC0415  as python-docx: Typst is slow to load

    return sheet_as_pdf(sheet_of(report, front))


def minutes_docx(minutes: Minutes) -> bytes:
    """Minutes of a meeting as the bytes of a .docx file."""
    from lianxin.reports.paper.word import sheet_as_docx  # noqa: PLC0415  python-docx takes a tenth of a second, which few processes need

    return sheet_as_docx(sheet_of_minutes(minutes))


def minutes_pdf(minutes: Minutes) -> bytes:
    """Minutes of a meeting as the bytes of a tagged PDF."""
    from lianxin.reports.paper.pdf import sheet_as_pdf  # noqa: PLC0415  as python-docx: Typst is slow to load

    return sheet_as_pdf(sheet_of_minutes(minutes))
