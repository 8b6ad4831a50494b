"""Reading a report, editing its text, taking it away as a file."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lianxin.access.http import Request
from lianxin.access.roles import Role
from lianxin.access.routes import requires
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, LianxinError, UnknownName
from lianxin.desk.figures.period import Chosen, PeriodForm, chosen
from lianxin.desk.reports.forms import TextForm
from lianxin.figures.engine import remember
from lianxin.figures.places import place_code, units
from lianxin.programmes.models import Programme
from lianxin.reports.as_html import as_html, report_context
from lianxin.reports.as_json import as_json
from lianxin.reports.building import Report, build_report
from lianxin.reports.contents import reports
from lianxin.reports.models import ReportText
from lianxin.reports.paper import as_docx, as_pdf
from lianxin.reports.services.texts import current_text, save_text, text_name
from lianxin.reports.texts import read_text

TYPES = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
FILES: dict[str, Callable[[Report], str | bytes]] = {"json": as_json, "html": as_html, "docx": as_docx, "pdf": as_pdf}


@requires("view", ReportText)
def report(request: Request, name: str) -> HttpResponse:
    """The report of a period as a page: every figure and every mark of a chart is a link."""
    now = _chosen(name, request)
    text = current_text(name, programme=request.GET.get("programme", ""))
    made = _build(name, text.body, now, request)
    remember(made.selections)
    context = report_context(made) | {
        "text": text,
        "form": form_of(name, now, request),
        "chosen": now,
        "query": now.query + ("&" + urlencode({"programme": code}) if (code := request.GET.get("programme")) else ""),
        "kind": reports.get(name),
        "may_edit": request.actor.may_any("edit", ReportText),
    }
    return render(request, "desk/reports/detail.html", context)


@requires("view", ReportText)
def file(request: Request, name: str, form: str) -> HttpResponse:
    """The report as a file: json, html, docx or pdf."""
    if form not in TYPES:
        raise UnknownName(_("There is no format “{unknown}”. Known: {known}").format(unknown=form, known=", ".join(TYPES)))
    now = _chosen(name, request)
    made = _build(name, current_text(name, programme=request.GET.get("programme", "")).body, now, request)
    remember(made.selections)
    content = FILES[form](made)
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}-{now.start:%Y%m%d}-{now.end:%Y%m%d}.{form}"'
    return response


@requires("edit", ReportText)
def edit(request: Request, name: str) -> HttpResponse:
    """Write a new version of the text. A preview computes it without saving; faults are named by line."""
    newest = current_text(name)
    form = TextForm(request.POST or None, initial={"body": newest.body, "seen": newest.version})
    context = {"name": name, "text": newest, "form": form}
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if "preview" in request.POST:
            made = _build(name, values["body"], _chosen(name, request), request)
            return render(request, "desk/reports/edit.html", context | report_context(made) | {"form": form})
        try:
            save_text(name, title=values["title"], body=values["body"], by=request.actor, seen=values["seen"])
        except LianxinError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The text is saved as a new version."))
            return redirect("desk:reports_detail", name)
    versions = ReportText.objects.visible_to(request.actor).filter(name=text_name(name)).order_by("-version")
    return render(request, "desk/reports/edit.html", context | {"versions": versions[:20]})


def form_of(name: str, now: Chosen, request: Request) -> PeriodForm:
    """Period and place, and of a programme's report which programme."""
    form = now.form()
    if reports.get(name).of_programme:
        known = [(one.code, f"{one.code} {one.name_here}") for one in Programme.objects.visible_to(request.actor)]
        choices = [("", _("All programmes")), *known]
        form.fields["programme"] = forms.ChoiceField(
            label=_("Programme"), choices=choices, initial=request.GET.get("programme", ""), required=False
        )
    return form


def _chosen(name: str, request: Request) -> Chosen:
    """Period and place of the address; else the kind's usual period, and for a report of a district the reader's own or the first."""
    kind, given = reports.get(name), request.GET.dict()
    usual = kind.usual_period(today())
    given = {"from": usual.start.isoformat(), "to": usual.end.isoformat()} | {key: value for key, value in given.items() if value}
    if kind.of_district and not given.get("place"):
        paths = request.actor.paths(Role.DISTRICT_OFFICER)
        known = units(today())
        own = [unit for unit in known if any(unit.path.startswith(path) for path in paths)]
        given["place"] = place_code((own or known)[0])
    return chosen(given)


def _build(name: str, body: str, now: Chosen, request: Request) -> Report:
    if now.place == "none":
        raise BadInput(_("A report is made for the whole city or for one place."))
    return build_report(name, read_text(body), start=now.start, end=now.end, place=now.place)
