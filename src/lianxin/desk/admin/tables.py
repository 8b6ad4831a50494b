"""Lists of the separate desks."""

from __future__ import annotations

from typing import ClassVar

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from lianxin.access.http import Request
from lianxin.access.roles import Role
from lianxin.access.rules import visible
from lianxin.accounts.models import User
from lianxin.accounts.reach import HOW
from lianxin.core.dates import today
from lianxin.core.wording import clauses, in_a_row
from lianxin.journal.models import Entry, Read
from lianxin.register.enums import TieKind
from lianxin.register.models import Consent, Person, Tie
from lianxin.register.purposes import name_of
from lianxin.ui.tables import Table

ROLES = {role.value: role.label for role in Role}


def roles_in_words(acting_as: str) -> str:
    """What the journal keeps (city_officer+member) in words; a service keeps its name."""
    return in_a_row(str(ROLES.get(part, part)) for part in acting_as.split("+"))


def names_for(table: Table, request: Request, *columns: str) -> dict[int, str]:
    """Names of the people of the page whom the reader may see, in one statement; others stay numbers."""
    ids = {getattr(row.record, column) for row in table.paginated_rows for column in columns} - {None}
    return dict(visible(Person.objects.filter(pk__in=ids), request.actor).values_list("pk", "name"))


class ReadTable(Table):
    """Readings of people's records."""

    read_at = django_tables2.DateTimeColumn(verbose_name=_("When"), format="Y-m-d H:i")
    subject_id = django_tables2.Column(verbose_name=_("Whose record"))
    reader_id = django_tables2.Column(verbose_name=_("Reader"), empty_values=())
    acting_as = django_tables2.Column(verbose_name=_("As"), orderable=False)
    how = django_tables2.Column(verbose_name=_("How"))
    what = django_tables2.Column(verbose_name=_("What"), orderable=False)
    reason = django_tables2.Column(verbose_name=_("Reason"), orderable=False)

    class Meta:
        model = Read
        fields: ClassVar[tuple[str, ...]] = ()
        order_by = "-read_at"

    names: dict[int, str]

    def before_render(self, request: Request) -> None:
        self.names = names_for(self, request, "subject_id", "reader_id")

    def render_subject_id(self, value: int) -> str:
        return self.names.get(value, str(value))

    def render_reader_id(self, record: Read) -> str:
        return self.names.get(record.reader_id or 0, str(record.reader_id or translate("Lianxin")))

    def render_acting_as(self, value: str) -> str:
        return roles_in_words(value)

    def render_how(self, record: Read) -> str:
        return HOW[record.how]()


class ConsentTable(Table):
    """Consents, given and withdrawn."""

    person = django_tables2.Column(verbose_name=_("Person"), accessor="person__name", order_by=("person__sort_key", "pk"))
    purpose = django_tables2.Column(verbose_name=_("Purpose"))
    text_version = django_tables2.Column(verbose_name=_("Text"), orderable=False)
    channel = django_tables2.Column(verbose_name=_("How it was given"), orderable=False)
    given_on = django_tables2.DateColumn(verbose_name=_("Given"), format="Y-m-d")
    withdrawn_on = django_tables2.DateColumn(verbose_name=_("Withdrawn"), format="Y-m-d")

    class Meta:
        model = Consent
        fields: ClassVar[tuple[str, ...]] = ()
        order_by = "-given_on"

    def render_purpose(self, value: str) -> str:
        return purpose_in_words(value)


class AccountTable(Table):
    """Accounts with the posts that their people hold today."""

    username = django_tables2.Column(verbose_name=_("User name"))
    person = django_tables2.Column(verbose_name=_("Person"), accessor="person__name", order_by=("person__sort_key", "pk"))
    posts = django_tables2.Column(verbose_name=_("Posts today"), empty_values=(), orderable=False)
    last_login = django_tables2.DateTimeColumn(verbose_name=_("Last sign-in"), format="Y-m-d H:i")
    is_active = django_tables2.Column(verbose_name=_("State"))

    class Meta:
        model = User
        fields: ClassVar[tuple[str, ...]] = ()
        order_by = "username"

    posts_of: dict[int, list[str]]

    def before_render(self, request: Request) -> None:
        people = [row.record.person_id for row in self.paginated_rows]
        ties = visible(Tie.objects.on(today()).filter(kind__in=TieKind.posts(), person_id__in=people, superseded_by=None), request.actor)
        self.posts_of = {}
        for tie in ties.select_related("organisation").order_by("pk"):
            self.posts_of.setdefault(tie.person_id or 0, []).append(post_in_words(tie))

    def render_username(self, record: User) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("desk:admin_account", args=[record.pk]), record.username)

    def render_posts(self, record: User) -> str:
        return clauses(self.posts_of.get(record.person_id or 0, []))

    def render_is_active(self, value: bool) -> str:
        return pgettext("account", "open") if value else pgettext("account", "locked")


class RightsTable(Table):
    """Staff posts and liaison ties: who holds which rights where, from when to when."""

    person = django_tables2.Column(verbose_name=_("Person"), accessor="person__name", order_by=("person__sort_key", "pk"))
    role = django_tables2.Column(verbose_name=_("Right"))
    organisation = django_tables2.Column(verbose_name=_("At"), accessor="organisation__name", orderable=False)
    place = django_tables2.Column(verbose_name=_("Over"), accessor="place__name", orderable=False)
    start = django_tables2.DateColumn(verbose_name=_("From"), format="Y-m-d")
    end = django_tables2.DateColumn(verbose_name=_("Until (exclusive)"), format="Y-m-d")

    class Meta:
        model = Tie
        fields: ClassVar[tuple[str, ...]] = ()
        order_by = ("role", "person")

    def render_role(self, record: Tie) -> str:
        return right_in_words(record)


class EntryTable(Table):
    """The journal as it stands: ids, never values."""

    id = django_tables2.Column(verbose_name=_("No."))
    recorded_at = django_tables2.DateTimeColumn(verbose_name=_("Recorded"), format="Y-m-d H:i:s")
    happened_on = django_tables2.DateColumn(verbose_name=_("Happened on"), format="Y-m-d")
    person_id = django_tables2.Column(verbose_name=pgettext_lazy("journal", "Who"), empty_values=())
    acting_as = django_tables2.Column(verbose_name=_("As"), orderable=False)
    verb = django_tables2.Column(verbose_name=_("Act"), orderable=False)
    model = django_tables2.Column(verbose_name=_("Record"), empty_values=(), orderable=False)
    block_id = django_tables2.Column(verbose_name=_("Block"), orderable=False)

    class Meta:
        model = Entry
        fields: ClassVar[tuple[str, ...]] = ()
        order_by = "-id"

    names: dict[int, str]

    def before_render(self, request: Request) -> None:
        self.names = names_for(self, request, "person_id")

    def render_person_id(self, record: Entry) -> str:
        return self.names.get(record.person_id or 0, str(record.person_id or "—"))

    def render_acting_as(self, value: str) -> str:
        return roles_in_words(value)

    def render_model(self, record: Entry) -> str:
        return f"{record.model} {record.object_id or ''}".strip()


def purpose_in_words(code: str) -> str:
    """The purpose of a consent; one that nobody declares keeps its code."""
    return name_of(code)


def right_in_words(tie: Tie) -> str:
    return str(Role.LIAISON.label) if tie.kind == TieKind.LIAISON else str(ROLES.get(tie.role, tie.role))


def post_in_words(tie: Tie) -> str:
    return f"{right_in_words(tie)} · {tie.organisation.name if tie.organisation else ''}"
