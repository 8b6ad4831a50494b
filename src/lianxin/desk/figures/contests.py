"""Contesting a record from the list behind a figure (F17)."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from lianxin.access.http import Request
from lianxin.access.routes import for_desk
from lianxin.desk import records
from lianxin.desk.people.forms import saved
from lianxin.figures.engine import open_figure
from lianxin.figures.selections import select_from
from lianxin.matters.models import Matter
from lianxin.matters.services.matters import open_matter
from lianxin.register.models import Person


class RecordContestForm(forms.Form):
    """What is wrong with a record; kept sealed in the matter."""

    content = forms.CharField(
        label=gettext_lazy("What is wrong, and what would be right?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("The lead office checks it against the source within 15 working days and answers you."),
    )


@never_cache
@for_desk("whoever may open a record behind a figure may contest it")
def contest(request: Request, key: str, pk: int) -> HttpResponse:
    """Say that a record which this figure counts is wrong; it becomes a matter of the lead office with a deadline."""
    selected = select_from(key, request.GET.dict())
    opened = open_figure(selected, request.actor)
    record = opened.rows.filter(pk=pk).first()
    if record is None:
        raise Http404
    me = Person.objects.filter(pk=request.actor.person_id or 0).first()
    form = RecordContestForm(request.POST or None)
    made: list[Matter] = []

    def raise_it() -> None:
        content = f"{opened.figure.name} {opened.figure.code}\n{form.cleaned_data['content']}"
        made.append(open_matter(kind="record_contest", raiser=me, content=content, about=record, by=request.actor))

    if form.is_valid() and saved(request, form, raise_it, _("It is contested. You can follow it among your matters.")):
        return redirect(selected.url)
    context = {"form": form, "line": records.line(record, request.actor), "figure": opened.figure, "back_href": selected.url}
    return render(request, "desk/figures/contest.html", context, status=400 if form.errors else 200)
