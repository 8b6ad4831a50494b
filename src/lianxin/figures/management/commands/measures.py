"""`lianxin measures`: the passports of all measures as Markdown."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from lianxin.figures.passports import as_page


class Command(BaseCommand):
    help = "Print how every figure is counted; docs/measures.md holds the same."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            self.stdout.write(as_page(), ending="")
