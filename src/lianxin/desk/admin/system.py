"""The system administrator's desk: versions, tables, jobs, backups. No people."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.accounts.installation import installation
from lianxin.accounts.services.first_run import others_are_missing
from lianxin.journal.models import Block


@requires("operate", Block)
def system(request: Request) -> HttpResponse:
    """How the installation stands."""
    return render(request, "desk/admin/system.html", {"it": installation(), "others_missing": others_are_missing()})
