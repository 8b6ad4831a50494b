"""`lianxin undo IMPORT`: take one import back."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lianxin.access.actors import service
from lianxin.core.errors import UnknownName
from lianxin.register.models import Import
from lianxin.register.services.undo import undo_import


class Command(BaseCommand):
    help = "Take one import back as a unit; what others have built on since stays and is listed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("imported", type=int, metavar="IMPORT")

    def handle(self, *args: Any, **options: Any) -> None:
        imported = Import.objects.filter(pk=options["imported"]).first()
        if imported is None:
            raise UnknownName(_("There is no import {number}.").format(number=options["imported"]))
        result = undo_import(imported, by=service("import"))
        self.stdout.write(
            _("{file}: taken back, {removed} records removed, {kept} stay").format(
                file=imported.file_name, removed=result.removed, kept=len(result.kept)
            )
        )
        for model, reason, count, first in result.summary():
            numbers = ", ".join(map(str, first)) + (" …" if count > len(first) else "")
            self.stdout.write(f"  {model}: {count}, {reason} ({numbers})")
