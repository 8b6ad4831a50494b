"""The auditor's desk: the journal, and whether its seals hold."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.desk.admin.filters import EntryFilter
from lianxin.desk.admin.lists import RuledTableView
from lianxin.desk.admin.tables import EntryTable
from lianxin.journal.models import Block, Entry
from lianxin.journal.services.chain import verify_chain
from lianxin.journal.services.entries import record


class JournalList(RuledTableView[Entry]):
    """Every act, newest first."""

    model = Entry
    table_class = EntryTable
    filterset_class = EntryFilter
    template_name = "desk/admin/journal.html"
    title = gettext_lazy("Journal")
    subtitle = gettext_lazy("Who did what, when and as what. Ids only; nothing can be changed or deleted here.")


@requires("verify", Block)
@require_POST
def verify(request: Request) -> HttpResponse:
    """Recompute every seal and say what was found; the check itself is in the journal."""
    verdict = verify_chain()
    record("verify_journal", None, by=request.actor, data={"blocks": verdict.blocks, "broken": list(verdict.broken)})
    if verdict.holds:
        messages.success(
            request,
            _("All {blocks} blocks with {entries} entries hold; {unsealed} entries are not sealed yet.").format(
                blocks=verdict.blocks, entries=verdict.entries, unsealed=verdict.unsealed
            ),
        )
    else:
        broken = "、".join(str(pk) for pk in verdict.broken)
        messages.error(request, _("The chain is broken at block {broken}. Restore the journal from a backup.").format(broken=broken))
    return redirect("desk:admin_journal")
