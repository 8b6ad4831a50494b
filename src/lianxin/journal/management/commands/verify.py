"""`lianxin verify`: does the journal's hash chain hold, and how long is its unsealed tail?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lianxin.core.errors import LianxinError
from lianxin.journal.services.chain import verify_chain


class Command(BaseCommand):
    help = "Verify the journal's hash chain."

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify_chain()
        self.stdout.write(
            _("{blocks} blocks with {entries} entries; unsealed tail: {unsealed} entries.").format(
                blocks=verdict.blocks, entries=verdict.entries, unsealed=verdict.unsealed
            )
        )
        if not verdict.holds:
            broken = ", ".join(str(pk) for pk in verdict.broken)
            raise LianxinError(
                _("The chain is broken at block {broken}. Restore the journal from a backup.").format(
                    broken=broken
                )
            )
