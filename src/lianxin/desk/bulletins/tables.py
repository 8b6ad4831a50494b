"""Lists of bulletins, deliveries and channels."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import django_tables2
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.http import Request
from lianxin.bulletins.models import Bulletin, Channel, Delivery
from lianxin.bulletins.queries import YEAR
from lianxin.core.dates import today
from lianxin.ui.tables import NumberColumn, Table


class BulletinTable(Table):
    """The three counts of the page's bulletins are fetched in one statement."""

    title = django_tables2.Column(verbose_name=gettext_lazy("Title"), order_by=("title",))
    kind = django_tables2.Column(verbose_name=gettext_lazy("Kind"), orderable=False)
    number = django_tables2.Column(verbose_name=gettext_lazy("Running number"), orderable=False)
    issuer = django_tables2.Column(verbose_name=gettext_lazy("Issuer"), orderable=False)
    stage = django_tables2.Column(verbose_name=gettext_lazy("Stage"), orderable=False)
    issued_on = django_tables2.DateColumn(verbose_name=gettext_lazy("Issued on"), order_by=("issued_on", "pk"), format="Y-m-d")
    delivered = NumberColumn(verbose_name=gettext_lazy("Delivered"), orderable=False, empty_values=())
    opened = NumberColumn(verbose_name=gettext_lazy("Opened"), orderable=False, empty_values=())
    signed = NumberColumn(verbose_name=gettext_lazy("Signed for"), orderable=False, empty_values=())

    class Meta:
        model = Bulletin
        fields: ClassVar[tuple[str, ...]] = ()
        order_by = "-issued_on"

    counts: dict[int, tuple[int, int, int]]

    def before_render(self, request: Request) -> None:
        shown = [row.record.pk for row in self.paginated_rows]
        rows = (
            Delivery.objects.filter(bulletin_id__in=shown)
            .values("bulletin_id")
            .annotate(n_delivered=Count("delivered_at"), n_opened=Count("opened_at"), n_signed=Count("signed_at"))
        )
        self.counts = {row["bulletin_id"]: (row["n_delivered"], row["n_opened"], row["n_signed"]) for row in rows}

    def render_title(self, record: Bulletin) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("desk:bulletins_detail", args=[record.pk]), record.title)

    def render_kind(self, record: Bulletin) -> str:
        return str(record.family.name)

    def render_stage(self, record: Bulletin) -> str:
        return str(record.stage_now.name)

    def render_delivered(self, record: Bulletin) -> int:
        return self.counts.get(record.pk, (0, 0, 0))[0]

    def render_opened(self, record: Bulletin) -> int:
        return self.counts.get(record.pk, (0, 0, 0))[1]

    def render_signed(self, record: Bulletin) -> int:
        return self.counts.get(record.pk, (0, 0, 0))[2]


class DeliveryTable(Table):
    party = django_tables2.Column(verbose_name=gettext_lazy("Receiver"), orderable=False)
    delivered_at = django_tables2.Column(verbose_name=gettext_lazy("Delivered"), order_by=("delivered_at", "pk"))
    opened_at = django_tables2.Column(verbose_name=gettext_lazy("Opened"), order_by=("opened_at", "pk"))
    signed_at = django_tables2.Column(verbose_name=gettext_lazy("Signed for"), order_by=("signed_at", "pk"))
    signed_by = django_tables2.Column(verbose_name=gettext_lazy("Signed by"), orderable=False)

    class Meta:
        model = Delivery
        fields: ClassVar[tuple[str, ...]] = ()

    def render_delivered_at(self, value: dt.datetime) -> str:
        return moment(value)

    def render_opened_at(self, value: dt.datetime) -> str:
        return moment(value)

    def render_signed_at(self, value: dt.datetime) -> str:
        return moment(value)


class ChannelTable(Table):
    name = django_tables2.Column(verbose_name=gettext_lazy("Name"), order_by=("name",))
    platform = django_tables2.Column(verbose_name=gettext_lazy("Platform"), orderable=False)
    owner = django_tables2.Column(verbose_name=gettext_lazy("Owner"), orderable=False)
    start = django_tables2.DateColumn(verbose_name=gettext_lazy("In use since"), order_by=("start", "pk"), format="Y-m-d")
    checked_on = django_tables2.Column(verbose_name=gettext_lazy("Yearly check"), order_by=("checked_on", "pk"), empty_values=())
    end = django_tables2.DateColumn(verbose_name=gettext_lazy("Closed on"), order_by=("end", "pk"), format="Y-m-d")

    class Meta:
        model = Channel
        fields: ClassVar[tuple[str, ...]] = ()
        order_by = "name"

    def render_name(self, record: Channel) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("desk:channels_detail", args=[record.pk]), record.name)

    def render_platform(self, record: Channel) -> str:
        return record.get_platform_display()

    def render_checked_on(self, record: Channel) -> str:
        return checked(record)


def checked(channel: Channel) -> str:
    """The day of the last check, and in words when it is overdue."""
    in_use = channel.end is None or channel.end > today()
    late = in_use and (channel.checked_on or channel.start) < today() - YEAR
    day = channel.checked_on.isoformat() if channel.checked_on else "—"
    return f"{day} ({_('check overdue')})" if late else day


def moment(value: dt.datetime) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
