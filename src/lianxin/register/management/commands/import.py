"""`lianxin import FILE…`: take lists in, one transaction per file."""  # noqa: N999  the command is called import

from __future__ import annotations

import datetime as dt
import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.access.actors import Actor, same_person, service
from lianxin.core.errors import BadInput, LianxinError
from lianxin.register.enums import Basis
from lianxin.register.queries.naming import find_organisation, find_person
from lianxin.register.services.imports import ImportOutcome, import_file
from lianxin.register.services.linking import match_new

REFUSED = 2


class Command(BaseCommand):
    help = "Take lists in. Ends with 2 when a file was refused (the others are kept), with 0 also when cells were."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--from", dest="sender", metavar="ORG", help="who sent the list: id, credit code or name")
        parser.add_argument("--basis", default="", choices=Basis.values, help="legal basis; without one nobody on it is addressed")
        parser.add_argument("--by", metavar="PERSON", help="in whose name it is entered: id or name")
        parser.add_argument("--as-of", type=dt.date.fromisoformat, metavar="D", help="the day that the list describes")
        parser.add_argument("--dry-run", action="store_true", help="show what each row would do and keep nothing")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        by = _actor(options["by"])
        sender = find_organisation(options["sender"]) if options["sender"] else None
        outcomes: list[ImportOutcome] = []
        refused: list[dict[str, str]] = []
        for path in options["files"]:
            try:
                outcome = _import(path, by=by, sender=sender, options=options)
            except LianxinError as error:
                refused.append({"file": path.name, "error": str(error)})
                self.stderr.write(f"{path.name}: {error}")
                continue
            outcomes.append(outcome)
            if not options["json"]:
                self._tell(outcome, dry_run=options["dry_run"])
        if not options["dry_run"]:
            # What is sure is joined at once; the rest waits for a person.
            match_new(by=by)
        if options["json"]:
            found = [outcome.as_json() for outcome in outcomes] + [{**one, "import": None, "sheets": []} for one in refused]
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        if refused:
            sys.exit(REFUSED)

    def _tell(self, outcome: ImportOutcome, *, dry_run: bool) -> None:
        number = outcome.imported.pk if outcome.imported else "-"
        state = _("preview") if dry_run else _("there already") if outcome.already else _("import {number}").format(number=number)
        self.stdout.write(f"{outcome.file}: {state}")
        for sheet in outcome.sheets:
            effects = ", ".join(f"{name} {count}" for name, count in sorted(sheet.effects.items()) if count)
            rows = ngettext("{n} row", "{n} rows", len(sheet.rows)).format(n=len(sheet.rows))
            self.stdout.write(f"  {sheet.name}: {sheet.recognised.type}, {rows}: {effects or '-'}")
            if sheet.recognised.chosen is not None:
                self.stdout.write("  " + _("columns as they were set by hand for an earlier list of this sender"))
            if sheet.recognised.dropped:
                self.stdout.write("  " + _("not kept: {headings}").format(headings="、".join(sheet.recognised.dropped)))
            for cell in sheet.rejected:
                self.stdout.write("  " + _("row {row}, {column}: {reason}").format(row=cell.row, column=cell.column, reason=cell.reason))


def _import(path: Path, *, by: Actor, sender: Any, options: dict[str, Any]) -> ImportOutcome:
    if not path.is_file():
        raise BadInput(_("There is no such file. Check the name and the folder."))
    return import_file(
        path, path.name, by=by, sender=sender, basis=options["basis"], as_of=options["as_of"], dry_run=options["dry_run"]
    )


def _actor(person: str | None) -> Actor:
    """Lianxin's own service, in the name of the person who is said to enter the list."""
    actor = service("import")
    return same_person(actor, person_id=find_person(person).pk) if person else actor
