"""`lianxin lint FILE.md`: the prose of a report against its figures."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lianxin.core.errors import BadInput
from lianxin.figures.selections import day_of, default_period
from lianxin.reports.lint.linting import lint
from lianxin.reports.lint.values import LiveValues


class Command(BaseCommand):
    help = "Hold the prose of a report against its bound figures: line, words, reason. Ends with 1 when it finds something."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.md")
        parser.add_argument("--from", dest="start", default="", metavar="DAY", help="first day of the figures, 2015-01-01")
        parser.add_argument("--to", dest="end", default="", metavar="DAY", help="last day, included")
        parser.add_argument("--place", default="", metavar="CODE", help="division code of a district; without it the whole city")
        parser.add_argument("--json", action="store_true", help="findings as data")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            body = Path(options["file"]).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(_("{path} cannot be read as UTF-8 text.").format(path=options["file"])) from error
        usual = default_period()
        values = LiveValues(day_of(options["start"], usual.start), day_of(options["end"], usual.end), options["place"])
        findings = lint(body, values)
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
        else:
            for finding in findings:
                self.stdout.write(f"{options['file']}:{finding.line}: {finding.words}  [{finding.kind}] {finding.reason}")
        if findings:
            raise CommandError(_("{n} findings.").format(n=len(findings)), returncode=1)
