"""`lianxin duties`: what was promised and is missing."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lianxin.access.actors import service
from lianxin.core.dates import today
from lianxin.figures.selections import day_of
from lianxin.reports.duties.services import load_duties
from lianxin.reports.duties.standing import Scope, Standing, UnitLine


class Command(BaseCommand):
    help = "Show what was promised and is missing, by duty and district, on a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", default="", metavar="DAY", help="as of a day, 2016-12-31; without it today")
        parser.add_argument("--load", metavar="CITY", help="first declare the duties of a city's file that are not declared yet")
        parser.add_argument("--json", action="store_true", help="as data")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["load"]:
            load_duties(by=service("duties"), city=options["load"])
        standing = Standing(day_of(options["on"], today()), Scope())
        if options["json"]:
            self.stdout.write(json.dumps(_as_data(standing), ensure_ascii=False, indent=2))
            return
        for line in standing.lines():
            counts = _("{due} due, {done} done, {missing} missing").format(
                due=line.cell.due, done=line.cell.done, missing=line.cell.missing
            )
            self.stdout.write(f"{line.kind.key}  {line.kind.name}: {counts}  {line.rate}")
        for unit in standing.units():
            if unit.missing:
                gaps = "  ".join(f"{kind.short} {cell.missing}" for kind, cell in unit.by_kind if cell and cell.missing)
                self.stdout.write(f"{_name(unit)}: {gaps}")


def _name(unit: UnitLine) -> str:
    return unit.place.name if unit.place is not None else _("City level")


def _as_data(standing: Standing) -> dict[str, Any]:
    return {
        "on": standing.on.isoformat(),
        "duties": [
            {
                "key": line.kind.key,
                "name": str(line.kind.name),
                "every": line.duty.every,
                "owner": line.duty.owner,
                "source": line.duty.source,
                "due": line.cell.due,
                "done": line.cell.done,
                "missing": line.cell.missing,
                "records": line.cell.href,
            }
            for line in standing.lines()
        ],
        "units": [
            {
                "code": unit.place.code if unit.place is not None else "",
                "name": _name(unit),
                "missing": {kind.key: cell.missing for kind, cell in unit.by_kind if cell is not None},
            }
            for unit in standing.units()
        ],
    }
