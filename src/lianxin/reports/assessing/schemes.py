"""The scheme of a year: drafted from last year's, changed while it is a draft, opened by document, amended as a new version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.rules import denial
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.figures.measures import Ratio, measures
from lianxin.figures.places import place_code, units
from lianxin.flows.services.moves import start_flow
from lianxin.journal.services.entries import record
from lianxin.reference.models import Place
from lianxin.register.models import Document
from lianxin.reports.assessing.locking import lock_figures
from lianxin.reports.models import Assessment, AssessmentScheme, Indicator, IndicatorScore, ScoreContest

WHOLE = 100
"""The weights of a scheme add up to this."""
COPIED = (
    "position",
    "name",
    "words",
    "method",
    "measure",
    "target",
    "weight",
    "direction",
    "minimum",
    "scope",
)


@transaction.atomic
def draft_scheme(
    *,
    year: int,
    title: str,
    start: dt.date | None = None,
    end: dt.date | None = None,
    by: Actor,
    at: dt.date | None = None,
) -> AssessmentScheme:
    """Begin the scheme of a year with the indicators and grades of the latest one; figures are of the whole year unless told otherwise.

    Raises Conflict when the year has a scheme: amend that one.
    """
    day = at or today()
    if not by.may_any("draft", AssessmentScheme):
        raise denial("draft", AssessmentScheme)
    start, end = start or dt.date(year, 1, 1), end or dt.date(year, 12, 31)
    if not (start <= end and start.year == end.year == year):
        raise BadInput(_("The figures of a year are of days of that year, the earlier one first."))
    if AssessmentScheme.objects.filter(year=year).exists():
        raise Conflict(_("The year {year} has a scheme already: open or amend that one.").format(year=year))
    last = AssessmentScheme.objects.filter(opened_on__isnull=False).order_by("-year", "-version").first()
    made = AssessmentScheme.objects.create(
        year=year, title=title, start=start, end=end, grades=last.grades if last else [], drafted_on=day
    )
    if last is not None:
        _copy_indicators(last, made)
    record("draft_scheme", made, by=by, at=day, data={"year": year})
    return made


@transaction.atomic
def amend_scheme(
    scheme: AssessmentScheme, *, reason: str, by: Actor, at: dt.date | None = None
) -> AssessmentScheme:
    """Draft a new version of an open scheme, with a reason; nothing changes for the units until it is opened."""
    by.require("change", scheme)
    if scheme.is_draft:
        raise Conflict(_("The scheme is a draft: change it as it stands."))
    if not reason.strip():
        raise BadInput(_("Say why the scheme is amended."))
    if AssessmentScheme.objects.filter(year=scheme.year, version__gt=scheme.version).exists():
        raise Conflict(_("There is a later version of this scheme."))
    _require_unsettled(scheme)
    made = AssessmentScheme.objects.create(
        year=scheme.year,
        version=scheme.version + 1,
        title=scheme.title,
        start=scheme.start,
        end=scheme.end,
        grades=scheme.grades,
        reason=reason.strip(),
        drafted_on=at or today(),
    )
    _copy_indicators(scheme, made)
    record("amend_scheme", made, by=by, at=at, data={"year": scheme.year, "version": made.version})
    return made


def _copy_indicators(of: AssessmentScheme, to: AssessmentScheme) -> None:
    Indicator.objects.bulk_create(
        Indicator(scheme=to, copied_from=one, **{name: getattr(one, name) for name in COPIED})
        for one in of.indicators.all()
    )


def _require_unsettled(scheme: AssessmentScheme) -> None:
    if scheme.assessments.exclude(stage__in=["self_report", "reported"]).exists():
        raise Conflict(_("Units have been checked by this scheme: it changes with the next year's."))
    waiting = ScoreContest.objects.filter(score__assessment__scheme=scheme, accepted=None).count()
    if waiting:  # nobody would find them under the lines of the version after
        raise Conflict(_("Contests wait for their answer: {n}.").format(n=waiting))


@transaction.atomic
def describe_scheme(
    scheme: AssessmentScheme,
    *,
    title: str,
    start: dt.date,
    end: dt.date,
    grades: list[list[Any]],
    document: Document | None = None,
    by: Actor,
) -> AssessmentScheme:
    """Change the head of a draft: its title, days, words for grades and the document by which it stands."""
    _require_draft(scheme, by)
    if not (start <= end and start.year == end.year == scheme.year):
        raise BadInput(_("The figures of a year are of days of that year, the earlier one first."))
    scheme.title, scheme.start, scheme.end, scheme.document = title, start, end, document
    scheme.grades = sorted(grades, key=lambda grade: -float(grade[0]))
    scheme.save(update_fields=["title", "start", "end", "document", "grades"])
    record("change_scheme", scheme, by=by)
    return scheme


@transaction.atomic
def put_indicator(
    scheme: AssessmentScheme, values: Mapping[str, Any], *, indicator: Indicator | None = None, by: Actor
) -> Indicator:
    """Add a line to a draft, or change one. `values` are fields of `Indicator`; raises BadInput where they do not fit together."""
    _require_draft(scheme, by)
    last = scheme.indicators.aggregate(last=Max("position"))["last"] or 0
    row = indicator or Indicator(scheme=scheme, position=last + 1)
    for name in COPIED[1:]:
        if name in values:
            setattr(row, name, values[name])
    _check(row)
    row.save()
    record("change_scheme", scheme, by=by, data={"indicator": row.pk})
    return row


def _check(row: Indicator) -> None:
    if row.weight < 1:
        raise BadInput(_("An indicator has a weight above zero."))
    if not row.is_measured:
        row.measure, row.target, row.minimum, row.direction = "", None, None, Indicator.Direction.MORE
        return
    definition = measures.get(row.measure)
    parts = (
        (definition.numerator, definition.denominator) if isinstance(definition, Ratio) else (row.measure,)
    )
    if any(getattr(measures.get(key), "place", None) is None for key in parts):
        raise BadInput(
            _("“{name}” is counted for the whole city only: units cannot be assessed by it.").format(
                name=definition.name
            )
        )
    if any(getattr(measures.get(key), "sensitive", False) for key in parts):
        raise BadInput(_("Small counts of “{name}” are not given: units cannot be assessed by it.").format(name=definition.name))
    more = row.direction == Indicator.Direction.MORE
    if row.target is None or row.target < 0 or (more and not row.target):
        raise BadInput(_("An indicator by a figure has a target."))
    if row.minimum is not None and not isinstance(definition, Ratio):
        raise BadInput(_("A minimum is for rates: it is compared with what the rate divides by."))


@transaction.atomic
def remove_indicator(indicator: Indicator, *, by: Actor) -> None:
    """Take a line out of a draft."""
    _require_draft(indicator.scheme, by)
    record("change_scheme", indicator.scheme, by=by, data={"removed": indicator.pk})
    indicator.delete()


@transaction.atomic
def discard_draft(scheme: AssessmentScheme, *, by: Actor, at: dt.date | None = None) -> None:
    """Take a draft away with its lines; a scheme that was opened stays."""
    _require_draft(scheme, by)
    record("discard_scheme", scheme, by=by, at=at, data={"year": scheme.year, "version": scheme.version})
    scheme.indicators.all().delete()
    scheme.delete()


def _require_draft(scheme: AssessmentScheme, by: Actor) -> None:
    by.require("change", scheme)
    scheme.refresh_from_db(fields=["opened_on"], from_queryset=AssessmentScheme.objects.select_for_update())
    if not scheme.is_draft:
        raise Conflict(_("The scheme is open: it is changed by a new version, with a reason."))


@transaction.atomic
def open_scheme(scheme: AssessmentScheme, *, by: Actor, at: dt.date | None = None) -> AssessmentScheme:
    """Open a draft: every unit with a code gets its record and waits for its self-report, figures are locked if the period is over.

    A later version takes over the units of the one before, with what they said of lines that are in both. Nothing is sent.
    Raises BadInput when the weights do not add up to 100, Conflict when units were checked by the version before, or a contest waits
    for its answer.
    """
    _require_draft(scheme, by)
    day = at or today()
    rows = list(scheme.indicators.all())
    if sum(row.weight for row in rows) != WHOLE:
        raise BadInput(_("The weights of all indicators add up to 100."))
    before = AssessmentScheme.objects.filter(year=scheme.year, version__lt=scheme.version).first()
    if before is not None:
        _require_unsettled(before)
        before.assessments.update(scheme=scheme)
    known = {one.place_id for one in scheme.assessments.all()}
    for place in units(scheme.end):
        if place.code and place.pk not in known:
            made = Assessment(
                kind="assessment", scheme=scheme, place=place, opened_on=day, turn="district_officer"
            )
            start_flow(made, at=day)
            made.save()
    _add_scores(scheme, rows)
    scheme.opened_on = day
    scheme.save(update_fields=["opened_on"])
    record("open_scheme", scheme, by=by, at=day, data={"year": scheme.year, "version": scheme.version})
    if day > scheme.end:
        lock_figures(scheme, by=by, at=day)
    return scheme


def _add_scores(scheme: AssessmentScheme, rows: list[Indicator]) -> None:
    units_of = list(scheme.assessments.select_related("place"))
    said = {
        (score.assessment_id, score.indicator_id): score
        for score in IndicatorScore.objects.filter(assessment__in=units_of).exclude(indicator__scheme=scheme)
    }
    made = []
    for one in units_of:
        for row in rows:
            if is_asked_of(row, one.place):
                was = said.get((one.pk, row.copied_from_id or 0))
                made.append(
                    IndicatorScore(
                        assessment=one,
                        indicator=row,
                        said=was.said if was else "",
                        claimed=was.claimed if was else None,
                    )
                )
    IndicatorScore.objects.bulk_create(made)


def is_asked_of(indicator: Indicator, place: Place) -> bool:
    """Is the unit in the indicator's scope?"""
    return not indicator.scope or place_code(place) in indicator.scope
