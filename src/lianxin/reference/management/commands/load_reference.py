"""`lianxin load_reference`: bring places and calendar up to what this version of Lianxin ships."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from lianxin.reference.services.load import load_reference


class Command(BaseCommand):
    help = "Load the places and the calendar that this version ships; loading twice changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_reference()
        self.stdout.write(f"places {loaded.places}, days {loaded.days}, years {loaded.years} new or changed")
