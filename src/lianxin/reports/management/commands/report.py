"""`lianxin report annual --from 2015-01-01 --to 2017-07-14 --format json`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lianxin.core.dates import today
from lianxin.core.errors import BadInput
from lianxin.figures.engine import remember
from lianxin.figures.selections import day_of
from lianxin.reports.as_html import as_html
from lianxin.reports.as_json import as_json
from lianxin.reports.building import Report, build_report
from lianxin.reports.contents import reports
from lianxin.reports.paper import as_docx, as_pdf
from lianxin.reports.services.texts import current_text
from lianxin.reports.texts import read_text

FORMATS = ("json", "html", "docx", "pdf")
ON_PAPER = ("docx", "pdf")


class Command(BaseCommand):
    help = "Compute a report from the records and write it; every figure carries its code and the address of its records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME", help=", ".join(reports.keys()))
        parser.add_argument("--from", dest="start", default="", metavar="DAY", help="first day, 2015-01-01")
        parser.add_argument("--to", dest="end", default="", metavar="DAY", help="last day, included")
        parser.add_argument("--place", default="", metavar="CODE", help="division code of a district; without it the whole city")
        parser.add_argument("--programme", default="", metavar="CODE", help="of a programme's report: the programme, B3; without it all")
        parser.add_argument("--format", default="json", help="json, html, docx, pdf, or several with commas between them")
        parser.add_argument(
            "-o", "--output", default="", metavar="FILE", help="with several formats each gets its own ending; without it standard output"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        formats = [name.strip() for name in options["format"].split(",") if name.strip()]
        check_formats(formats, options["output"])
        usual = reports.get(options["name"]).usual_period(today())
        report = build_report(
            options["name"],
            read_text(current_text(options["name"], programme=options["programme"]).body),
            start=day_of(options["start"], usual.start),
            end=day_of(options["end"], usual.end),
            place=options["place"],
        )
        remember(report.selections)
        for name in formats:
            self.write(report_bytes(report, name), name, options["output"], several=len(formats) > 1)

    def write(self, content: bytes, name: str, output: str, *, several: bool) -> None:
        if not output:
            sys.stdout.buffer.write(content) if name in ON_PAPER else self.stdout.write(content.decode(), ending="")
            return
        path = Path(output)
        target = path.with_suffix(f".{name}") if several else path
        try:
            target.write_bytes(content)
        except OSError as error:
            raise BadInput(_("{path} cannot be written: {why}.").format(path=target, why=error.strerror)) from error
        self.stderr.write(str(target))


def check_formats(formats: list[str], output: str) -> None:
    """Raise `BadInput` for a format that cannot be made, or one that a terminal cannot show."""
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise BadInput(
            _("There is no format “{unknown}”. Known: {known}").format(unknown=", ".join(unknown), known=", ".join(FORMATS))
        )
    if not output and (len(formats) > 1 or (formats[0] in ON_PAPER and sys.stdout.isatty())):
        raise BadInput(_("Name the file with -o."))


def report_bytes(report: Report, name: str) -> bytes:
    """The report in one of the formats. A PDF raises FontMissingError on a machine without Chinese fonts."""
    if name in ON_PAPER:
        return as_docx(report) if name == "docx" else as_pdf(report)
    return (as_html(report) if name == "html" else as_json(report)).encode()
