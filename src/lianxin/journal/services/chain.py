"""The hash chain over committed entries: `seal_entries` lays the next block, `verify_chain` recomputes them all."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from lianxin.core.dates import now
from lianxin.journal.models import Block, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

BLOCK_SIZE = 5000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify_chain` found: the blocks and entries that hold, the broken blocks, the length of the unsealed tail."""

    blocks: int
    entries: int
    broken: tuple[int, ...]
    unsealed: int

    @property
    def holds(self) -> bool:
        return not self.broken


def seal_entries() -> int:
    """Chain the entries that no block holds yet; returns how many. Safe to call from several processes."""
    total = 0
    while count := _seal_next_block():
        total += count
    return total


@transaction.atomic
def _seal_next_block() -> int:
    last = Block.objects.select_for_update().order_by("-pk").first()
    entries = list(Entry.objects.select_for_update().filter(block=None).order_by("pk")[:BLOCK_SIZE])
    if not entries:
        return 0
    before = last.digest if last else ""
    block = Block.objects.create(
        first_entry=entries[0].pk,
        last_entry=entries[-1].pk,
        count=len(entries),
        before=before,
        digest=digest_of(before, entries),
        sealed_at=now(),
    )
    Entry.objects.filter(pk__in=[entry.pk for entry in entries]).update(block=block)
    return len(entries)


def digest_of(before: str, entries: Iterable[Entry]) -> str:
    """SHA-256 over the digest of the block before and the canonical JSON of each entry in order of id."""
    chain = hashlib.sha256(before.encode())
    for entry in entries:
        row = [
            entry.pk,
            entry.recorded_at.timestamp(),
            entry.happened_on.isoformat(),
            entry.person_id,
            entry.acting_as,
            entry.verb,
            entry.model,
            entry.object_id,
            entry.data,
            entry.group,
        ]
        chain.update(json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode())
    return chain.hexdigest()


def verify_chain() -> Verdict:
    """Recompute every block; a changed, missing or added entry breaks its block and is reported."""
    broken: list[int] = []
    before, entries, blocks = "", 0, 0
    for block in Block.objects.order_by("pk").iterator():
        members = list(block.entries.order_by("pk"))
        if (
            block.before != before
            or len(members) != block.count
            or digest_of(before, members) != block.digest
        ):
            broken.append(block.pk)
        before, entries, blocks = block.digest, entries + len(members), blocks + 1
    return Verdict(blocks, entries, tuple(broken), Entry.objects.filter(block=None).count())
