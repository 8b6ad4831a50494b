"""`lianxin rules`: the whole permission map as Markdown."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from lianxin.access.matrix import permission_map


class Command(BaseCommand):
    help = "Print who may do what; docs/permissions.md holds the same."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(permission_map(), ending="")
