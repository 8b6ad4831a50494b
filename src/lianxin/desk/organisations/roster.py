"""The roster of an organisation as of a day."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
import django_tables2
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.cache import never_cache

from lianxin.access.actors import Actor
from lianxin.access.http import Request
from lianxin.access.routes import requires
from lianxin.access.rules import fetch, visible
from lianxin.core.errors import LianxinError
from lianxin.desk.days import Day, day_of
from lianxin.desk.lists.views import CSV, XLSX, file_answer
from lianxin.desk.organisations.panels import MemberLine, member_lines
from lianxin.desk.rights import verbs_on
from lianxin.desk.saved.forms import HandingOverForm
from lianxin.register.models import Organisation, Person, Tie, TieEdit
from lianxin.register.queries.rosters import BELONGING, roster
from lianxin.register.queries.search import organisations_answering, people_answering
from lianxin.register.services.exports import export_list
from lianxin.ui.filters import FilterSet
from lianxin.ui.tables import DeskTableView, Table, kept_words

SELECTED = "selected"
"""Name of the boxes by which rows of a list are chosen."""
EDITS_SHOWN = 5


class RosterFilter(FilterSet):
    q = django_filters.CharFilter(method="by_text", label=gettext_lazy("Name or pinyin"))
    kind = django_filters.ChoiceFilter(
        choices=[(kind.value, kind.label) for kind in BELONGING], label=gettext_lazy("Kind")
    )
    role = django_filters.ChoiceFilter(
        method="by_role",
        choices=[("with", gettext_lazy("with an office or role")), ("without", gettext_lazy("without"))],
        label=gettext_lazy("Role"),
    )

    class Meta:
        model = Tie
        fields: ClassVar[list[str]] = []

    def by_text(self, rows: QuerySet[Tie], name: str, value: str) -> QuerySet[Tie]:
        actor = self.request.actor
        people = Person.objects.filter(people_answering(value, actor)).values("pk")
        bodies = Organisation.objects.filter(organisations_answering(value, actor)).values("pk")
        return rows.filter(Q(person_id__in=people) | Q(member_id__in=bodies))

    def by_role(self, rows: QuerySet[Tie], name: str, value: str) -> QuerySet[Tie]:
        return rows.exclude(role="") if value == "with" else rows.filter(role="")


class RosterTable(Table):
    """Names of the page's people and what may be done are fetched once, in at most four statements."""

    selected = django_tables2.Column(
        verbose_name=gettext_lazy("Choose"), orderable=False, empty_values=(), attrs={"td": {"class": "pick"}}
    )
    name = django_tables2.Column(
        verbose_name=gettext_lazy("Name"),
        empty_values=(),
        order_by=("person__sort_key", "member__sort_key", "pk"),
    )
    kind = django_tables2.Column(verbose_name=gettext_lazy("Kind"), orderable=False)
    role = django_tables2.Column(verbose_name=gettext_lazy("Role"), order_by=("role", "pk"), empty_values=())
    start = django_tables2.DateColumn(
        verbose_name=gettext_lazy("From"), format="Y-m-d", order_by=("start", "pk"), default=""
    )
    end = django_tables2.DateColumn(
        verbose_name=gettext_lazy("Until"), format="Y-m-d", order_by=("end", "pk"), default=""
    )
    document = django_tables2.Column(verbose_name=gettext_lazy("Document"), orderable=False, empty_values=())

    class Meta:
        model = Tie
        fields: ClassVar[tuple[str, ...]] = ()
        order_by = "name"

    lines: dict[int, MemberLine]
    day: Day

    def before_render(self, request: Request) -> None:
        rows = [row.record for row in self.paginated_rows]
        self.day = day_of(request)
        self.lines = {line.tie.pk: line for line in member_lines(rows, request.actor)}
        if not any(line.may_end or line.may_edit for line in self.lines.values()):
            self.columns.hide("selected")

    def render_selected(self, record: Tie) -> SafeString | str:
        line = self.lines[record.pk]
        if not (line.may_end or line.may_edit):
            return ""
        label = _("Choose {name}").format(name=line.name)
        return format_html(
            '<input type="checkbox" form="bulk" name="{}" value="{}" aria-label="{}">',
            SELECTED,
            record.pk,
            label,
        )

    def render_name(self, record: Tie) -> SafeString | str:
        line = self.lines[record.pk]
        if not line.href:
            return line.name
        return format_html('<a href="{}">{}</a>', self.day.link(line.href), line.name)

    def render_role(self, record: Tie) -> str:
        return record.role_label

    def render_document(self, record: Tie) -> SafeString | str:
        if record.document is None:
            return ""
        href = reverse("desk:documents_detail", args=[record.document_id])
        return format_html('<a href="{}">{}</a>', href, record.document.number or record.document.title)


@requires("view", Organisation)
class RosterList(DeskTableView[Tie]):
    """Who belongs to an organisation on a day, as far as the reader may see their ties."""

    model = Tie
    table_class = RosterTable
    filterset_class = RosterFilter
    template_name = "desk/organisations/roster.html"
    route_rule: ClassVar[Any] = None
    per_page = 50

    request: Request
    kwargs: dict[str, Any]
    body: Organisation

    def get_queryset(self) -> QuerySet[Tie]:
        self.body = fetch(Organisation.objects.all(), self.request.actor, pk=self.kwargs["pk"])
        return seen_roster(self.body, self.request.actor, day_of(self.request))

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.body.name

    @property
    def subtitle(self) -> str:  # type: ignore[override]
        return pgettext("register", "Roster")

    def get_context(self) -> dict[str, Any]:
        actor = self.request.actor
        edits = (
            visible(TieEdit.objects.filter(organisation=self.body), actor, few=True).order_by("-pk")[
                :EDITS_SHOWN
            ]
            if actor.may_any("view", TieEdit)
            else []
        )
        return {
            "body": self.body,
            "day": day_of(self.request),
            "edits": list(edits),
            "may_change": actor.may_any("edit", Tie) or actor.may_any("end", Tie),
        }

    @property
    def export_href(self) -> str:
        """The export of these rows, of the same day."""
        if not verbs_on(Organisation, [self.body.pk], self.request.actor, ("export",))["export"]:
            return ""
        address = reverse("desk:organisations_roster_export", args=[self.body.pk])
        return f"{address}?{self.request.GET.urlencode()}".rstrip("?")


def listed_rows(request: Request, body: Organisation) -> QuerySet[Tie]:
    """All rows that the filters of the address show, by name; only what the reader may see."""
    rows = seen_roster(body, request.actor, day_of(request))
    chosen = request.GET.copy()
    if words := kept_words(request):
        chosen["q"] = words
    found: QuerySet[Tie] = RosterFilter(chosen, queryset=rows, request=request).qs
    return found.order_by("person__sort_key", "member__sort_key", "pk")


@never_cache
@requires("export", Organisation)
def export(request: Request, pk: int) -> HttpResponse:
    """The people of the roster as of the day, as the list shows them; everybody on it sees who took it and for what."""
    body = fetch(Organisation.objects.all(), request.actor, "export", pk=pk)
    day = day_of(request)
    ids = list(listed_rows(request, body).filter(person__isnull=False).values_list("pk", flat=True))
    form = HandingOverForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        file_form, purpose, to = (form.cleaned_data[name] for name in ("form", "purpose", "recipient"))
        try:
            data = export_list(
                "ties", by=request.actor, purpose=purpose, form=file_form, ids=ids, on=day.on, recipient=to
            )
        except LianxinError as error:
            form.add_error(None, str(error))
        else:
            name = f"{body.name} {day.iso}.{file_form}"
            return file_answer(data, name, XLSX if file_form == "xlsx" else CSV)
    back = reverse("desk:organisations_roster", args=[pk])
    context = {
        "view": {"title": body.name},
        "form": form,
        "count": len(ids),
        "said": [(pgettext("day", "As of"), day.iso)],
        "back": f"{back}?{request.GET.urlencode()}".rstrip("?"),
    }
    return render(request, "desk/saved/export.html", context)


def seen_roster(body: Organisation, actor: Actor, day: Day) -> QuerySet[Tie]:
    """The ties of a body's roster on a day that the actor may see."""
    rows = roster(body, day.on)
    return visible(rows, actor, few=True) if actor.may_any("view", Tie) else rows.none()
