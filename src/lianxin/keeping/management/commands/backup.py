"""`lianxin backup F`: the whole installation in one file, while it goes on working."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lianxin.access.actors import service
from lianxin.keeping.services.backup import write_backup


class Command(BaseCommand):
    help = (
        "Write every table, file and the stop list into one file. The keys stay out: keep secrets.json apart."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="F")
        parser.add_argument(
            "--with-keys",
            action="store_true",
            help="put the keys in too: then the file must be kept like them",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        manifest = write_backup(options["file"], by=service("backup"), with_keys=options["with_keys"])
        rows, files = (
            sum(manifest["rows"].values()),
            sum(name.startswith("files/") for name in manifest["parts"]),
        )
        self.stdout.write(
            _("{rows} rows and {files} files are in {name}.").format(
                rows=rows, files=files, name=options["file"]
            )
        )
        if not options["with_keys"]:
            self.stdout.write(_("The keys are not: keep a copy of secrets.json in another place."))
