"""The acts by which a contested record was corrected, and the contest as their reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from lianxin.core.errors import Conflict
from lianxin.figures.acts import edits_since
from lianxin.figures.causes import Reason, reasons
from lianxin.flows.models import Link
from lianxin.journal.models import Entry
from lianxin.matters.models import Matter
from lianxin.matters.services.matters import CONTESTS

CORRECTED_BY = "corrected_by"
"""Kind of the link from a contest to an entry of the journal: the act that corrected the record."""


def link_corrections(contest: Matter) -> None:
    """Link the contest to what was done to its record since it was raised; raises Conflict when that is nothing.

    A contest that names no record (told at a desk, in words) is noted as it stands.
    """
    about = Link.objects.filter(kind=CONTESTS, from_model=Matter._meta.label, from_id=contest.pk).first()
    if about is None:
        return
    raised = Entry.objects.filter(model=Matter._meta.label, object_id=contest.pk, verb="open_matter").order_by("pk").first()
    edits = edits_since(about.to_model, about.to_id, raised.pk if raised else 0)
    if not edits:
        raise Conflict(_("Nothing was done to the record since it was contested: correct it on its own page first, then note it here."))
    Link.objects.bulk_create(
        Link(kind=CORRECTED_BY, from_model=Matter._meta.label, from_id=contest.pk, to_model=Entry._meta.label, to_id=entry.pk)
        for entry in edits
    )


def answered(entries: Sequence[int]) -> Mapping[int, Iterable[Reason]]:
    """The contests that these acts answered."""
    links = Link.objects.filter(kind=CORRECTED_BY, to_model=Entry._meta.label, to_id__in=entries)
    found: dict[int, list[Reason]] = {}
    for entry, contest in links.values_list("to_id", "from_id"):
        found.setdefault(entry, []).append((Matter._meta.label, contest))
    return found


reasons.add("matters.contests", answered)
