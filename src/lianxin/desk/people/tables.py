"""The list of people: what the reader may know of each, their associations, their employer and tiers of today."""

from __future__ import annotations

from typing import Any, ClassVar

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from lianxin.access.http import Request
from lianxin.core.wording import in_a_row
from lianxin.desk.saved.picking import may_pick
from lianxin.reference.codelists import Sex
from lianxin.register.enums import TieKind
from lianxin.register.models import Person, Tie
from lianxin.register.queries.rosters import ties_today
from lianxin.register.queries.values import Shown, shown_values
from lianxin.ui.tables import SelectColumn, Table

KINDS = {
    TieKind.MEMBERSHIP: ("associations",),
    TieKind.EMPLOYMENT: ("employer", "position"),
    TieKind.RESIDENCE: ("home",),
    TieKind.TEAM: ("tiers",),
    TieKind.KEY_CONTACT: ("tiers",),
}
"""The ties that columns show; those of hidden columns are not fetched."""


class PeopleTable(Table):
    """Values and ties of the page's people are fetched once, in at most three statements."""

    selected = SelectColumn(verbose_name=_("Choose"))
    name = django_tables2.Column(verbose_name=_("Full name"), order_by=("sort_key", "pk"), empty_values=())
    strokes = django_tables2.Column(order_by=("stroke_key", "pk"), accessor="pk", visible=False)
    sex = django_tables2.Column(verbose_name=_("Sex"), orderable=False, empty_values=())
    birth = django_tables2.Column(verbose_name=_("Birth"), orderable=False, empty_values=())
    phone = django_tables2.Column(
        verbose_name=_("Phone"), orderable=False, empty_values=(), attrs={"td": {"class": "nowrap"}}
    )
    associations = django_tables2.Column(verbose_name=_("Associations"), orderable=False, empty_values=())
    employer = django_tables2.Column(verbose_name=_("Employer"), orderable=False, empty_values=())
    position = django_tables2.Column(verbose_name=_("Position"), orderable=False, empty_values=())
    home = django_tables2.Column(verbose_name=_("District"), orderable=False, empty_values=())
    tiers = django_tables2.Column(verbose_name=_("Teams and tiers"), orderable=False, empty_values=())
    added_on = django_tables2.DateColumn(
        verbose_name=_("Added on"), order_by=("added_on", "pk"), format="Y-m-d"
    )

    class Meta:
        model = Person
        fields: ClassVar[tuple[str, ...]] = ()
        order_by = "name"

    fixed = ("selected", "name")
    shown_first = ("birth", "phone", "associations", "employer", "home", "tiers", "added_on")

    shown: dict[int, Shown]
    ties: dict[int, list[Tie]]

    def before_render(self, request: Request) -> None:
        if not may_pick(request.actor, Person):
            self.columns.hide("selected")
        people = [row.record for row in self.paginated_rows]
        self.shown = shown_values(people, request.actor)
        kinds = [kind for kind, columns in KINDS.items() if self.shows(*columns)]
        self.ties = ties_today([person.pk for person in people], request.actor, kinds) if kinds else {}

    def render_selected(self, record: Person) -> SafeString:
        """The label is the name as the reader may know it, not as some list has it."""
        box: SelectColumn = self.columns["selected"].column
        return box.render(record.pk, self.shown[record.pk].name)

    def render_name(self, record: Person) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("desk:people_detail", args=[record.pk]), self.shown[record.pk].name
        )

    def render_sex(self, record: Person) -> str:
        return str(dict(Sex.choices).get(self.shown[record.pk].sex, "")) if self.shown[record.pk].sex != Sex.UNKNOWN else ""

    def render_position(self, record: Person) -> str:
        return in_a_row(dict.fromkeys(tie.role for tie in self._of(record, TieKind.EMPLOYMENT) if tie.role))

    def render_birth(self, record: Person) -> str:
        return self.shown[record.pk].birth[:4]

    def render_phone(self, record: Person) -> str:
        return self.shown[record.pk].phone

    def render_associations(self, record: Person) -> str:
        return self._bodies(record, TieKind.MEMBERSHIP)

    def render_employer(self, record: Person) -> str:
        return self._bodies(record, TieKind.EMPLOYMENT)

    def render_home(self, record: Person) -> str:
        homes = [tie.place.name for tie in self._of(record, TieKind.RESIDENCE) if tie.place is not None]
        return in_a_row(dict.fromkeys(homes))

    def render_tiers(self, record: Person) -> str:
        teams = [
            tie.organisation.name for tie in self._of(record, TieKind.TEAM) if tie.organisation is not None
        ]
        contact = [str(TieKind.KEY_CONTACT.label)] if self._of(record, TieKind.KEY_CONTACT) else []
        return in_a_row(dict.fromkeys([*contact, *teams]))

    def _of(self, record: Person, kind: TieKind) -> list[Tie]:
        return [tie for tie in self.ties.get(record.pk, []) if tie.kind == kind]

    def _bodies(self, record: Person, kind: TieKind) -> str:
        names: list[Any] = [
            tie.organisation.name for tie in self._of(record, kind) if tie.organisation is not None
        ]
        return in_a_row(dict.fromkeys(names))
