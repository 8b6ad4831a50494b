"""Forms of the assessment: the scheme, its indicators, what a unit says, points, contests and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.core.dates import today
from lianxin.desk.choosers import DocumentField
from lianxin.desk.moves import date_input
from lianxin.figures.measures import Measure, Ratio, measures
from lianxin.figures.passports import order_of
from lianxin.figures.places import place_code, units
from lianxin.reports.models import AssessmentScheme, Indicator, IndicatorScore, ScoreContest

if TYPE_CHECKING:
    from lianxin.access.actors import Actor


class DraftForm(forms.Form):
    """The year of a new scheme; everything else comes from the latest one and can be changed."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=1990, max_value=2100)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    start = forms.DateField(label=gettext_lazy("Figures from"), required=False, widget=date_input())
    end = forms.DateField(
        label=gettext_lazy("Figures to"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("The whole year, when both are left empty."),
    )


class HeadForm(forms.Form):
    """Title, days, document and words for grades of a draft."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    start = forms.DateField(label=gettext_lazy("Figures from"), widget=date_input())
    end = forms.DateField(label=gettext_lazy("Figures to"), widget=date_input())
    grades = forms.CharField(
        label=gettext_lazy("Words for results"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line: points from which it is given, then the word. Empty for none."),
    )

    def __init__(self, data: Any = None, *, scheme: AssessmentScheme, actor: Actor) -> None:
        lines = "\n".join(f"{floor} {word}" for floor, word in scheme.grades)
        initial = {
            "title": scheme.title,
            "start": scheme.start,
            "end": scheme.end,
            "grades": lines,
            "document": scheme.document,
        }
        super().__init__(data, initial=initial)
        self.fields["document"] = DocumentField(actor=actor, label=_("By document"), required=False)

    def clean_grades(self) -> list[list[Any]]:
        found: list[list[Any]] = []
        for number, line in enumerate(str(self.cleaned_data["grades"]).splitlines(), start=1):
            if not line.strip():
                continue
            floor, _space, word = line.strip().partition(" ")
            if not floor.isdecimal() or not word.strip():
                raise forms.ValidationError(
                    _("Line {line}: {what}").format(line=number, what=_("points, a space, and the word"))
                )
            found.append([int(floor), word.strip()])
        return found


class IndicatorForm(forms.Form):
    """One line of a scheme."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    weight = forms.IntegerField(label=gettext_lazy("Weight"), min_value=1, max_value=100)
    method = forms.ChoiceField(label=gettext_lazy("Scored by"), choices=Indicator.Method.choices)
    measure = forms.ChoiceField(
        label=gettext_lazy("Figure"),
        required=False,
        help_text=gettext_lazy("Only for scoring by a figure, as are the next three."),
    )
    target = forms.DecimalField(
        label=gettext_lazy("Target"),
        required=False,
        min_value=0,
        decimal_places=1,
        help_text=gettext_lazy("Of a rate in per cent."),
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Direction"), choices=Indicator.Direction.choices, required=False
    )
    minimum = forms.IntegerField(
        label=gettext_lazy("Scored from"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Of a rate: not scored when it divides by fewer than this."),
    )
    scope = forms.MultipleChoiceField(
        label=gettext_lazy("Asked of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("All units when none is ticked."),
    )
    words = forms.CharField(
        label=gettext_lazy("What counts"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, data: Any = None, *, scheme: AssessmentScheme, indicator: Indicator | None = None
    ) -> None:
        names = ("name", "weight", "method", "measure", "target", "direction", "minimum", "scope", "words")
        super().__init__(
            data, initial={name: getattr(indicator, name) for name in names} if indicator else {}
        )
        self.fields["measure"].choices = [("", "—"), *_by_unit()]  # type: ignore[attr-defined]  # a choice field
        self.fields["scope"].choices = [  # type: ignore[attr-defined]  # a choice field
            (place_code(place), place.name) for place in units(scheme.end) if place.code
        ]

    def clean_direction(self) -> str:
        return str(self.cleaned_data["direction"] or Indicator.Direction.MORE)


def _by_unit() -> list[tuple[str, str]]:
    """The figures that are counted by district, as choices."""
    out = []
    for key in sorted(measures.keys(), key=order_of):
        definition = measures.get(key)
        parts = (definition.numerator, definition.denominator) if isinstance(definition, Ratio) else (key,)
        found = [measures.get(part) for part in parts]
        if all(isinstance(part, Measure) and part.place is not None and not part.sensitive for part in found):
            out.append((key, f"{key} {definition.name}"))
    return out


class SayForm(forms.Form):
    """What the unit says of an indicator."""

    text = forms.CharField(
        label=gettext_lazy("What was done"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )
    claimed = forms.DecimalField(
        label=gettext_lazy("Points claimed"), required=False, min_value=0, decimal_places=1
    )

    def __init__(self, data: Any = None, *, score: IndicatorScore) -> None:
        super().__init__(data, initial={"text": score.said, "claimed": score.claimed}, auto_id="id_say_%s")
        if score.indicator.is_measured:
            del self.fields["claimed"]


class EvidenceForm(forms.Form):
    """A document as evidence."""

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data, auto_id="id_evidence_%s")
        self.fields["document"] = DocumentField(actor=actor, label=_("Document"))


class PointsForm(forms.Form):
    """The points of the check, with the reason where they deviate."""

    points = forms.DecimalField(
        label=gettext_lazy("Points"),
        required=False,
        min_value=0,
        decimal_places=1,
        help_text=gettext_lazy("Empty: those that follow from the figure."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason of a deviation"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, data: Any = None, *, score: IndicatorScore) -> None:
        super().__init__(
            data, initial={"points": score.points, "reason": score.reason}, auto_id="id_points_%s"
        )
        if not score.indicator.is_measured:
            self.fields["points"].help_text = _("Between 0 and {weight}.").format(
                weight=score.indicator.weight
            )


class ContestForm(forms.Form):
    """What the unit contests of an indicator; single records are contested from their list."""

    about = forms.ChoiceField(label=gettext_lazy("What is wrong"))
    text = forms.CharField(
        label=gettext_lazy("What is wrong, and what would be right?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=3000,
    )

    def __init__(self, data: Any = None, *, score: IndicatorScore) -> None:
        super().__init__(data, auto_id="id_contest_%s")
        about = ScoreContest.About
        possible = ([about.MISSING] if score.lock else []) + (
            [about.POINTS] if score.assessment.is_told else []
        )
        self.fields["about"].choices = [(one.value, one.label) for one in possible]  # type: ignore[attr-defined]  # a choice field


class AnswerForm(forms.Form):
    """The answer to a contest."""

    contest = forms.IntegerField(widget=forms.HiddenInput)
    accepted = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            ("yes", gettext_lazy("Accepted: lock the figure anew, or give the points anew")),
            ("no", gettext_lazy("Upheld as it stands")),
        ],
        widget=forms.RadioSelect,
    )
    points = forms.DecimalField(
        label=gettext_lazy("Points, when these were contested"), required=False, min_value=0, decimal_places=1
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer to the unit"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def __init__(self, data: Any = None, *, row: ScoreContest) -> None:
        super().__init__(data, initial={"contest": row.pk}, auto_id=f"id_answer{row.pk}_%s")
        if row.about != ScoreContest.About.POINTS:
            del self.fields["points"]


class RecordForm(forms.Form):
    """What is wrong with a record of the locked list; kept sealed."""

    text = forms.CharField(
        label=gettext_lazy("What is wrong, and what would be right?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=3000,
    )


class AmendForm(forms.Form):
    """Why an open scheme is amended."""

    reason = forms.CharField(label=gettext_lazy("Why the scheme is amended"), max_length=200)


def usual_year() -> int:
    """The year that a new scheme is for, most likely: the one after the latest that has a scheme, else the one that ended last."""
    last = AssessmentScheme.objects.aggregate(last=Max("year"))["last"]
    return int(last) + 1 if last else today().year - 1
