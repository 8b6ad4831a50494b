"""The table of imports."""

from __future__ import annotations

from typing import ClassVar

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from lianxin.core.wording import in_a_row
from lianxin.register.models import Import
from lianxin.register.records import Effect
from lianxin.ui.tables import Table

TONES = {Import.State.COMMITTED: "good", Import.State.PREVIEWED: "warn", Import.State.UNDONE: "quiet"}


class ImportsTable(Table):
    file_name = django_tables2.Column(verbose_name=pgettext_lazy("list", "File"))
    sender = django_tables2.Column(verbose_name=pgettext_lazy("list", "Sent by"), accessor="sender__name", orderable=False)
    as_of = django_tables2.DateColumn(verbose_name=pgettext_lazy("list", "As of"), format="Y-m-d")
    basis = django_tables2.Column(verbose_name=pgettext_lazy("list", "Legal basis"), orderable=False)
    effects = django_tables2.Column(
        verbose_name=pgettext_lazy("list", "Rows"), accessor="report", orderable=False, empty_values=()
    )
    state = django_tables2.Column(verbose_name=pgettext_lazy("list", "State"))
    committed_at = django_tables2.DateTimeColumn(verbose_name=pgettext_lazy("list", "Entered"), format="Y-m-d H:i")

    class Meta:
        model = Import
        fields: ClassVar[tuple[str, ...]] = ()
        order_by = "-committed_at"

    def render_file_name(self, record: Import) -> SafeString:
        page = "desk:lists_preview" if record.state == Import.State.PREVIEWED else "desk:lists_detail"
        return format_html('<a href="{}">{}</a>', reverse(page, args=[record.pk]), record.file_name)

    def render_basis(self, record: Import) -> str:
        return record.get_basis_display()

    def render_effects(self, record: Import) -> str:
        counts = record.report.get("effects", {})
        return in_a_row(f"{effect.label} {counts[effect.value]}" for effect in Effect if counts.get(effect.value))

    def render_state(self, record: Import) -> SafeString:
        tone = TONES[Import.State(record.state)]
        return format_html('<span class="badge badge--{}">{}</span>', tone, record.get_state_display())
