"""Lists of organisations and of documents."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.http import Request
from lianxin.access.rules import visible
from lianxin.core.dates import span_on
from lianxin.desk.saved.picking import may_pick
from lianxin.register.enums import OrganisationKind, TieKind
from lianxin.register.models import Document, GradeHolding, Organisation, Person, Tie
from lianxin.register.queries.rosters import liaison_officers
from lianxin.register.queries.values import shown_values
from lianxin.ui.tables import NumberColumn, SelectColumn, Table


class OrganisationsTable(Table):
    """Liaison officers, members and grades of the page's bodies are fetched once, in at most four statements."""

    selected = SelectColumn(verbose_name=gettext_lazy("Choose"))
    name = django_tables2.Column(verbose_name=gettext_lazy("Name"), order_by=("sort_key", "pk"))
    kind = django_tables2.Column(verbose_name=gettext_lazy("Kind"))
    place = django_tables2.Column(verbose_name=gettext_lazy("Place"), orderable=False, accessor="place__name")
    liaison = django_tables2.Column(
        verbose_name=gettext_lazy("Liaison officer"), orderable=False, empty_values=()
    )
    members = NumberColumn(verbose_name=gettext_lazy("Members"), orderable=False, empty_values=())
    grade = django_tables2.Column(verbose_name=gettext_lazy("Grade"), orderable=False, empty_values=())
    credit_code = django_tables2.Column(
        verbose_name=gettext_lazy("Credit code"), attrs={"td": {"class": "nowrap"}}
    )

    industry = django_tables2.Column(verbose_name=gettext_lazy("Industry"), orderable=False)
    founded_on = django_tables2.DateColumn(
        verbose_name=gettext_lazy("Registered on"), format="Y-m-d", order_by=("founded_on", "pk")
    )
    added_on = django_tables2.DateColumn(
        verbose_name=gettext_lazy("Added on"), format="Y-m-d", order_by=("added_on", "pk")
    )

    class Meta:
        model = Organisation
        fields: ClassVar[tuple[str, ...]] = ()
        order_by = "name"

    fixed = ("selected", "name")
    shown_first = ("kind", "place", "liaison", "members", "grade", "credit_code")

    def before_render(self, request: Request) -> None:
        ids = [row.record.pk for row in self.paginated_rows]
        actor = request.actor
        if not may_pick(actor, Organisation):
            self.columns.hide("selected")
        officers = liaison_officers(ids, actor.on)
        people = [tie.person for ties in officers.values() for tie in ties[:1] if tie.person is not None]
        open_to = set()
        if people and actor.may_any("view", Person):
            seen = visible(Person.objects.filter(pk__in=[person.pk for person in people]), actor, few=True)
            open_to = set(seen.values_list("pk", flat=True))
        shown = shown_values([person for person in people if person.pk in open_to], actor)
        # Whether there is an officer is public; who it is, follows the rules of people.
        self.officers = {
            body: shown[ties[0].person_id].name if ties[0].person_id in shown else _("appointed")
            for body, ties in officers.items()
        }
        of_members = Tie.objects.on(actor.on).filter(
            organisation_id__in=ids, kind=TieKind.MEMBERSHIP, superseded_by=None
        )
        self.counts = Counter(of_members.values_list("organisation_id", flat=True))
        grades = GradeHolding.objects.filter(span_on(actor.on), organisation_id__in=ids).order_by("start")
        self.grades = dict(grades.values_list("organisation_id", "grade"))

    def render_name(self, record: Organisation) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("desk:organisations_detail", args=[record.pk]), record.name
        )

    def render_liaison(self, record: Organisation) -> str | SafeString:
        if record.pk in self.officers:
            return str(self.officers[record.pk])
        if record.kind in OrganisationKind.social():
            return format_html('<span class="badge badge--warn">{}</span>', _("missing"))
        return "—"

    def render_members(self, record: Organisation) -> str:
        return f"{self.counts.get(record.pk, 0):,}"

    def render_grade(self, record: Organisation) -> str:
        return str(self.grades.get(record.pk, ""))


class DocumentsTable(Table):
    title = django_tables2.Column(
        verbose_name=gettext_lazy("Title"), linkify=("desk:documents_detail", {"pk": django_tables2.A("pk")})
    )
    number = django_tables2.Column(
        verbose_name=gettext_lazy("Reference number"), attrs={"td": {"class": "nowrap"}}
    )
    issuer = django_tables2.Column(
        verbose_name=gettext_lazy("Issuer"), accessor="issuer__name", orderable=False
    )
    issued_on = django_tables2.DateColumn(
        verbose_name=gettext_lazy("Issued on"), format="Y-m-d", order_by=("issued_on", "pk")
    )
    state = django_tables2.Column(verbose_name=gettext_lazy("State"))
    kind = django_tables2.Column(verbose_name=gettext_lazy("Kind"), orderable=False)

    class Meta:
        model = Document
        fields: ClassVar[tuple[str, ...]] = ()
        order_by = "-issued_on"

    def render_kind(self, record: Document) -> str:
        return record.purpose_label
