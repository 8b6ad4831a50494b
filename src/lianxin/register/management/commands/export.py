"""`lianxin export TYPE [-o F]`: a list as CSV on standard output, or into a .csv or .xlsx."""

from __future__ import annotations

import datetime as dt
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lianxin.access.actors import service
from lianxin.core.errors import BadInput, UnknownName
from lianxin.register.queries.listed import sources
from lianxin.register.records import committers
from lianxin.register.services.exports import FORMATS, export_list, plain_csv
from lianxin.register.services.review import review_pairs

TABLES: dict[str, tuple[str, Callable[[], Iterable[Iterable[object]]]]] = {
    "sources": ("list,row,party", sources),
    "review": ("list_a,row_a,list_b,row_b", review_pairs),
}


class Command(BaseCommand):
    help = "Write a list: people, organisations, ties, gatherings, attendance, matters; or sources, review (CSV for programs)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("type", metavar="TYPE")
        parser.add_argument("--as-of", type=dt.date.fromisoformat, metavar="D", help="the list of that day, e.g. 2016-12-31")
        parser.add_argument("-o", dest="out", type=Path, metavar="F", help="a .csv or .xlsx file; without it, CSV on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        kind, out = options["type"], options["out"]
        form = out.suffix.removeprefix(".").lower() if out else "csv"
        if form not in FORMATS:
            raise BadInput(_("A list is written as .csv or .xlsx: give the file such a name."))
        if kind in TABLES:
            heading, rows = TABLES[kind]
            data = ("\n".join(plain_csv(heading, rows())) + "\n").encode()
        elif kind in committers:
            data = export_list(kind, by=service("export"), purpose=_("command line"), form=form, on=options["as_of"])
        else:
            known = "、".join(sorted([*committers.keys(), *TABLES]))
            raise UnknownName(_("There is no list “{kind}”. Known: {known}").format(kind=kind, known=known))
        if out:
            out.write_bytes(data)
        else:
            # Bytes, so that the line ends of CSV reach the reader as they are.
            getattr(self.stdout._out, "buffer", sys.stdout.buffer).write(data)  # noqa: SLF001
