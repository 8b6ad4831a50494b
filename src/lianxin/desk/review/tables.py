"""The list of questions: columns and filters."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
import django_tables2
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.desk.review.panels import PARTIES, WHY_OTHER, names_of, why_choices
from lianxin.register.evidence_words import WHY, percent, why_words
from lianxin.register.models import PairQuestion
from lianxin.ui.filters import FilterSet
from lianxin.ui.tables import DeskTableView, Table

WAITING, PUT_OFF = "waiting", "later"
Answer = PairQuestion.Answer


class QuestionFilter(FilterSet):
    """Without a choice the list has the pairs that wait."""

    answer = django_filters.ChoiceFilter(
        method="by_answer",
        label=pgettext_lazy("pair", "Answer"),
        choices=[
            (PUT_OFF, _("put off")),
            (Answer.ONE.value, Answer.ONE.label),
            (Answer.TWO.value, Answer.TWO.label),
        ],
        empty_label=pgettext_lazy("pair", "waiting"),
    )
    of = django_filters.ChoiceFilter(choices=PairQuestion.Of.choices, label=_("About"))
    why = django_filters.ChoiceFilter(method="by_why", label=_("Why it was not joined"), choices=why_choices)

    class Meta:
        model = PairQuestion
        fields: ClassVar[list[str]] = []

    def filter_queryset(self, queryset: QuerySet[PairQuestion]) -> Any:
        """Answered pairs are shown only to whoever asks for them."""
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("answer") in {Answer.ONE.value, Answer.TWO.value}:
            return rows
        return rows.undecided()

    def by_answer(self, rows: QuerySet[PairQuestion], name: str, value: str) -> QuerySet[PairQuestion]:
        return rows.filter(put_off_at__isnull=False) if value == PUT_OFF else rows.filter(answer=value)

    def by_why(self, rows: QuerySet[PairQuestion], name: str, value: str) -> QuerySet[PairQuestion]:
        return rows.filter(why="" if value == WHY_OTHER else value) if value in {*WHY, WHY_OTHER} else rows


class QuestionTable(Table):
    """One question in a line; its names lead to the page that explains the score."""

    names = django_tables2.Column(
        verbose_name=pgettext_lazy("pair", "Records"), empty_values=(), orderable=False
    )
    of = django_tables2.Column(verbose_name=_("About"))
    why = django_tables2.Column(verbose_name=_("Why it was not joined"), empty_values=())
    weight = django_tables2.Column(
        verbose_name=_("Chance"), attrs={"td": {"class": "n"}, "th": {"class": "n"}}
    )
    since = django_tables2.DateTimeColumn(
        accessor="run__at", verbose_name=pgettext_lazy("pair", "Since"), format="Y-m-d"
    )
    answer = django_tables2.Column(
        verbose_name=pgettext_lazy("pair", "Answer"), attrs={"td": {"class": "nowrap"}}
    )

    empty_title = _("No pair waits")
    empty_advice = _("New ones come when a list was taken in, or when the whole register is matched.")

    class Meta:
        model = PairQuestion
        fields: ClassVar[tuple[str, ...]] = ()
        order_by = "-weight"

    def render_names(self, record: PairQuestion) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("desk:review_question", args=[record.pk]), names_of(record)
        )

    def render_why(self, record: PairQuestion) -> str:
        return why_words(record.why)

    def render_weight(self, record: PairQuestion) -> str:
        return percent(record.probability)

    def render_answer(self, record: PairQuestion) -> str:
        waiting = record.answer == Answer.OPEN and record.put_off_at is not None
        return str(_("put off")) if waiting else record.get_answer_display()


class QuestionList(DeskTableView[PairQuestion]):
    model = PairQuestion
    table_class = QuestionTable
    filterset_class = QuestionFilter
    title = _("Likely pairs")
    subtitle = _(
        "Two records that may be one person or one organisation, and that the matching does not join by itself."
    )
    template_name = "desk/review/list.html"

    def narrow(self, rows: QuerySet[PairQuestion]) -> QuerySet[PairQuestion]:
        return rows.select_related(*PARTIES, "run")
