"""How the duties stand on a day: by duty, by district, by owner; and declaring them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.core.errors import LianxinError
from lianxin.desk.days import day_of
from lianxin.desk.duties.forms import DutyForm, TargetForm
from lianxin.desk.duties.owners import owner_lines
from lianxin.reports.duties.kinds import duty_kinds
from lianxin.reports.duties.reminding import told_to
from lianxin.reports.duties.services import declare_duty, set_target
from lianxin.reports.duties.standing import Standing, gaps_by_unit, scope_of
from lianxin.reports.models import CampaignTarget, Duty

PER_PAGE = 50


@requires("view", Duty)
def duties(request: Request) -> HttpResponse:
    """What was promised and is missing, on any day: a district officer's districts, a liaison officer's organisations, or the city."""
    day, by = day_of(request), request.GET.get("by", "")
    scope = scope_of(request.actor)
    standing = Standing(day.on, scope)
    lines = standing.lines()
    context: dict[str, Any] = {
        "day": day,
        "by": by if by in {"unit", "owner"} else "duty",
        "lines": lines,
        "missing": sum(line.cell.missing for line in lines),
        "kinds": [line.kind for line in lines],
        "told": [(one, duty_kinds.get(one.duty.kind).name) for one in told_to(request.actor.person_id, day.on)] if day.is_today else [],
        "is_own": scope.organisations is not None,
        "may_declare": request.actor.may_any("declare", Duty),
        "undeclared": [kind for kind in duty_kinds if kind.key not in {line.kind.key for line in lines}],
    }
    address = reverse("desk:duties")
    views = [("duty", _("By duty"), address), ("owner", _("By owner"), f"{address}?by=owner")]
    if scope.organisations is None:
        views.insert(1, ("unit", _("By district"), f"{address}?by=unit"))
    context["tabs"] = [{"label": name, "href": day.link(href), "current": key == context["by"]} for key, name, href in views]
    if context["by"] == "unit":
        context["units"] = standing.units()
    if context["by"] == "owner" or scope.organisations is not None:
        owners = owner_lines(standing, request.actor)
        context["page"] = Paginator(owners, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/duties/duties.html", context)


@requires("view", Duty)
def gaps(request: Request) -> HttpResponse:
    """The panel of the front page: where something is missing today."""
    found = gaps_by_unit(request.actor, request.actor.on)
    return render(request, "desk/duties/_gaps.html", {"gaps": found, "missing": sum(line.missing for line in found)})


@requires("declare", Duty)
def declare(request: Request, kind: str) -> HttpResponse:
    """Declare a duty from a day on, beginning with what holds now."""
    of = duty_kinds.get(kind)
    now = Duty.objects.visible_to(request.actor).filter(kind=of.key).order_by("-start").first()
    names = ("every", "grace_days", "follows", "owner", "source")
    form = DutyForm(request.POST or None, kind=of, initial={name: getattr(now, name) for name in names} if now else {})
    if request.method == "POST" and form.is_valid():
        try:
            declare_duty(kind=of.key, **form.cleaned_data, by=request.actor)
        except LianxinError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The duty is declared."))
            return redirect("desk:duties")
    return render(request, "desk/duties/form.html", {"form": form, "title": of.name, "now": now})


@requires("set", CampaignTarget)
def target(request: Request) -> HttpResponse:
    """Set how many activities of a campaign a unit promised."""
    form = TargetForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            set_target(**form.cleaned_data, by=request.actor)
        except LianxinError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The target is set."))
            return redirect("desk:duties")
    return render(request, "desk/duties/form.html", {"form": form, "title": _("Target of a campaign")})
