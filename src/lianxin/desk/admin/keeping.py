"""What is kept how long and what was deleted; who was erased, as a number and a day; lifting an erasure on a fresh consent."""

from __future__ import annotations

from typing import Any, ClassVar

import django_tables2
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.cache import never_cache

from lianxin.access.http import Request
from lianxin.access.routes import RouteRule, requires
from lianxin.accounts.installation import last_backup
from lianxin.core.errors import BadInput
from lianxin.desk.admin.lists import RuledTableView
from lianxin.keeping.lapses import lapses
from lianxin.keeping.models import RetentionRun
from lianxin.keeping.services.retention import what_is_due
from lianxin.register.models import Erasure
from lianxin.register.services.parties import clean_person
from lianxin.register.services.stop_list import lift
from lianxin.ui.tables import Table

RUNS = 30


@requires("view", RetentionRun)
def retention(request: Request) -> HttpResponse:
    """Rules of the day with what is due under each (nothing is deleted by looking), and what the last runs deleted."""
    runs = [
        (run, [(lapses.get(key).name if key in lapses else key, found) for key, found in run.deleted.items()])
        for run in RetentionRun.objects.visible_to(request.actor)
        .exclude(deleted={})
        .order_by("-ran_on")[:RUNS]
    ]
    latest = RetentionRun.objects.visible_to(request.actor).order_by("-ran_on").first()
    context = {
        "rules": what_is_due(request.actor.on),
        "runs": runs,
        "latest": latest,
        "backup": last_backup(),
    }
    return render(request, "desk/admin/retention.html", context)


class ErasureTable(Table):
    """Erasures: the number of the stub, the day, the reason."""

    person_id = django_tables2.Column(verbose_name=gettext_lazy("Number of the person"))
    erased_on = django_tables2.DateColumn(verbose_name=gettext_lazy("Erased on"), format="Y-m-d")
    reason = django_tables2.Column(verbose_name=gettext_lazy("Reason"))
    lifted_on = django_tables2.DateColumn(verbose_name=pgettext_lazy("erasure", "Lifted on"), format="Y-m-d")

    class Meta:
        model = Erasure
        fields: ClassVar[tuple[str, ...]] = ()
        order_by = "-erased_on"


class ErasureList(RuledTableView[Erasure]):
    """Who was erased, without who it was."""

    model = Erasure
    table_class = ErasureTable
    template_name = "desk/admin/erasures.html"
    title = gettext_lazy("Erasures")
    subtitle = gettext_lazy(
        "Numbers and days only. Lists, hands and restored backups do not bring these people back."
    )
    route_rule = RouteRule(verb="view", model=Erasure)

    def get_context(self) -> dict[str, Any]:
        return {"may_lift": self.request.actor.may_any("lift", Erasure)}  # type: ignore[attr-defined]


class LiftForm(forms.Form):
    """What the person says of themselves on the consent that they give anew; nothing of it is kept."""

    name = forms.CharField(label=gettext_lazy("Full name"), max_length=100)
    document_number = forms.CharField(label=gettext_lazy("Document number"), max_length=40, required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    email = forms.CharField(label=gettext_lazy("E-mail"), max_length=100, required=False)
    birth = forms.CharField(label=gettext_lazy("Birth"), max_length=10, required=False)
    consented = forms.BooleanField(
        label=gettext_lazy("I have their fresh consent before me, signed by themselves")
    )

    @property
    def values(self) -> dict[str, Any]:
        return clean_person(
            {name: self.cleaned_data[name] for name in ("name", "document_number", "phone", "email", "birth")}
        )


@requires("lift", Erasure)
@never_cache
def lift_erasure(request: Request) -> HttpResponse:
    """Lift the erasure of whoever bears the values, so that lists may bring them again."""
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = lift(form.values, by=request.actor, at=request.actor.on)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            words = ngettext("{n} erasure is lifted.", "{n} erasures are lifted.", len(found))
            messages.success(request, words.format(n=len(found)))
            return redirect("desk:admin_erasures")
    context = {
        "form": form,
        "title": _("Lift an erasure"),
        "advice": _("Nothing comes back by it; new lists may bring the person again."),
    }
    return render(request, "desk/admin/lift.html", context)
