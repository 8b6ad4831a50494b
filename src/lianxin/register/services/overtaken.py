"""Whether the register has moved on under an import that was prepared outside a transaction.

Everything that takes long is found out before the transaction of an import begins (on SQLite it keeps every other writer
waiting), from what the register says then. The journal tells what was done since: every verb leaves its entry in its own
transaction. What touches nobody of the file may have happened; anything else, and the import is prepared again.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext

from django.db import connection, transaction
from django.db.models import Q

from lianxin.core.pieces import chunks
from lianxin.journal.models import Entry
from lianxin.register.models import Mention, Organisation, PartyKey, Person, Tie
from lianxin.register.records import Draft

IDLE = frozenset(
    {
        "ask_to_open_child", "choose_columns", "decide_opening_of_child", "export", "export_own", "export_people", "give_consent",
        "refuse_consent", "remember_columns", "return_list", "reveal", "withdraw_consent", "write_consent_text", "issue_document",
    }
)  # fmt: skip
"""Verbs that change nothing that an import looks at."""
EDITS = frozenset(
    {"add_person", "change_person", "add_organisation", "change_organisation", "add_tie", "change_tie", "end_tie", "end_stratum"}
)
"""Verbs that say something of one party or tie, and nothing of others."""
MANY = 5000
IMPORTS = 0x1ABE15
"""The number of the lock that imports hold on PostgreSQL while they write, so that each sees what the one before it made."""
Ids = dict[type[Person] | type[Organisation], set[int]]


def hold_imports() -> None:
    """Wait until no other import writes, and keep others from it until the transaction ends. On SQLite it is alone anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORTS])


def hold_parties(ids: Ids) -> bool:
    """Keep others from merging or erasing these parties until the transaction ends; False when one of them is gone already.

    Whoever does so at the same moment was waited for, or waits. SQLite has one writer: there `is_overtaken` sees it.
    """
    if connection.vendor != "postgresql":
        return True
    for model, gone in ((Person, ("merged_into_id", "erased_on")), (Organisation, ("merged_into_id",))):
        for some in chunks(sorted(ids[model])):
            rows = model._default_manager.filter(pk__in=some).order_by("pk").select_for_update(no_key=True)
            if any(said is not None for row in rows.values_list(*gone) for said in row):
                return False
    return True


def last_entry() -> int:
    """The number of the last entry, when no import is being written."""
    # On SQLite whoever reads sees no half of what others write, and a transaction would wait for them.
    with transaction.atomic() if connection.vendor == "postgresql" else nullcontext():
        hold_imports()
        return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def is_overtaken(since: int, drafts: Iterable[Draft]) -> bool:
    """Whether an entry after number `since` may change who the drafts are, or what stands of them."""
    named: Ids | None = _named_since(since)
    if named is None:
        return True
    if not any(named.values()):
        return False
    ours: Ids = {Person: set(), Organisation: set()}
    names, digests = set[str](), set[str]()
    for draft in drafts:
        ours[Organisation if draft.is_organisation else Person].add(draft.party_id or 0)
        names.add(draft.name_key)
        digests.update(value for _kind, value in draft.keys)
    if any(named[model] & ours[model] for model in named):
        return True
    for model, column in ((Person, "person_id"), (Organisation, "organisation_id")):
        for some in chunks(named[model]):
            of = {f"{column}__in": some}
            if not names.isdisjoint(Mention.objects.filter(**of).values_list("name_key", flat=True)):
                return True
            keys = PartyKey.objects.filter(**{f"mention__{key}": value for key, value in of.items()})
            if not digests.isdisjoint(keys.values_list("digest", flat=True)):
                return True
    return False


def _named_since(since: int) -> Ids | None:
    """The parties that entries after `since` say something of; None when an entry may concern anybody."""
    named: Ids = {Person: set(), Organisation: set()}
    imports, ties = set[int](), set[int]()
    into = {Person._meta.label: named[Person], Organisation._meta.label: named[Organisation], Tie._meta.label: ties}
    entries = Entry.objects.filter(pk__gt=since, model__startswith="register.").exclude(verb__in=IDLE)
    for verb, model, pk in entries.values_list("verb", "model", "object_id").distinct():
        if verb == "import":
            imports.add(pk or 0)
        elif verb in EDITS and model in into:
            into[model].add(pk or 0)
        else:
            return None
    concerned = Mention.objects.filter(row__imported__in=imports) if imports else Mention.objects.none()
    for person, body in concerned.values_list("person_id", "organisation_id"):
        named[Person].add(person or 0)
        named[Organisation].add(body or 0)
    for person, member, body in Tie.objects.filter(Q(pk__in=ties)).values_list("person_id", "member_id", "organisation_id"):
        named[Person].add(person or 0)
        named[Organisation] |= {member or 0, body or 0}
    for ids in named.values():
        ids.discard(0)
    return named if sum(map(len, named.values())) <= MANY else None
