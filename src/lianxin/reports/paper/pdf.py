"""A sheet as a tagged PDF, set by Typst."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from lianxin.core.typesetting import typeset
from lianxin.reports.paper.fonts import chosen_fonts
from lianxin.reports.paper.front import Form
from lianxin.reports.paper.of_report import has_contents
from lianxin.reports.paper.seal import seal_svg
from lianxin.reports.paper.sheet import Grid, Part, Picture, Prose, Sheet
from lianxin.reports.paper.squares import square_svg
from lianxin.reports.paper.titles import mark_size

TEMPLATE = Path(__file__).parent / "paper.typ"


def sheet_as_pdf(sheet: Sheet) -> bytes:
    """The bytes of a PDF; the same sheet gives the same bytes. Raises FontMissingError."""
    return typeset(TEMPLATE, _data(sheet))


def _data(sheet: Sheet) -> dict[str, Any]:
    front, day = sheet.front, sheet.made_on
    colon = "：" if sheet.is_chinese else ":"
    sealed = front.sealed and front.form != Form.MINUTES
    return {
        "lang": sheet.language,
        "fonts": chosen_fonts(),
        "weight": "bold",
        "form": str(front.form),
        "name": sheet.name,
        "title": list(sheet.title),
        "date": [day.year, day.month, day.day],
        "day": sheet.day,
        "signatory": sheet.signatory,
        "mark": {"text": front.mark, "size": mark_size(front.mark)},
        "number": front.number,
        "signer": front.signer,
        "addressee": front.addressee.rstrip(":：") + colon if front.addressee else "",
        "contents": has_contents(sheet),
        "body": [_part(part) for part in sheet.body],
        "annex": [_part(part) for part in sheet.annex],
        "note": sheet.note,
        "attachments": [name.rstrip("。.") for name in front.attachments],
        "attendance": [
            {"label": present.label + colon, "names": present.names} for present in sheet.attendance
        ],
        "seal": seal_svg(sheet.signatory, _("signed")) if sealed else "",
        "bracketed": sheet.bracketed,
        "printing": sheet.printing,
        "words": {
            "contents": _("Contents"),
            "signer": _("Signed off by: "),
            "attachment": _("Attachment: "),
            "seal": _("Seal: signed by {name}").format(name=sheet.signatory),
        },
    }


def _part(part: Part) -> dict[str, Any]:
    if isinstance(part, Prose):
        runs = [{"text": run.text, "code": run.code, "url": run.url, "mark": run.mark} for run in part.runs]
        return {"kind": "prose", "level": part.level, "flush": part.flush, "runs": runs}
    if isinstance(part, Grid):
        heads = [
            {
                "text": head.text,
                "share": head.share,
                "number": head.number,
                "code": head.code,
                "url": head.url,
            }
            for head in part.heads
        ]
        lines = [{"cells": list(line.cells), "bold": line.bold, "url": line.url} for line in part.lines]
        return {
            "kind": "grid", "caption": part.caption, "heads": heads, "lines": lines, "nothing": part.nothing, "small": part.small
        }  # fmt: skip
    if isinstance(part, Picture):
        return {
            "kind": "picture", "svg": part.svg, "words": part.words, "caption": part.caption, "width": part.width, "code": part.code,
            "url": part.url,
        }  # fmt: skip
    return {"kind": "check", "words": part.words, "url": part.url, "svg": square_svg(part.url)}
