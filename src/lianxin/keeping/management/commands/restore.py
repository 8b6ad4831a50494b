"""`lianxin restore F`: an installation as a backup holds it, without those who were erased since."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lianxin.access.actors import service
from lianxin.journal.services.chain import verify_chain
from lianxin.keeping.services.restore import restore_backup


class Command(BaseCommand):
    help = (
        "Put a backup in the place of what is here. Stop the server first. People erased since stay erased."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="F")
        parser.add_argument(
            "--replace", action="store_true", help="yes, what this installation holds now shall be gone"
        )
        parser.add_argument(
            "--stop-list",
            type=Path,
            metavar="FILE",
            help="a newer stop-list.jsonl than that of the data folder",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        done = restore_backup(
            options["file"], by=service("restore"), replace=options["replace"], stop_list=options["stop_list"]
        )
        self.stdout.write(
            _("{rows} rows and {files} files of {made_at} are back; erased again: {again}.").format(
                rows=done.rows, files=done.files, made_at=done.made_at, again=done.erased_again
            )
        )
        verdict = verify_chain()
        words = (
            _("The journal holds.")
            if verdict.holds
            else _("The journal of the backup was broken already: run `lianxin verify`.")
        )
        self.stdout.write(words)
