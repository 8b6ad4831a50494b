"""`lianxin tick`: do what is due."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lianxin.core.errors import LianxinError
from lianxin.core.jobs import run_due_jobs


class Command(BaseCommand):
    help = "Do what is due: send notices, seal the journal."

    def handle(self, *args: Any, **options: Any) -> None:
        done = run_due_jobs()
        for key, count in done.items():
            self.stdout.write(f"{key}: {_('failed') if count is None else count}")
        if None in done.values():
            raise LianxinError(_("A job failed; the log names its kind. It is tried again at the next tick."))
