"""Who uses a measure: programmes, reports, the assessment of districts, duties."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.access.rules import visible
from lianxin.programmes.models import Programme
from lianxin.reports.contents import reports
from lianxin.reports.duties.kinds import duty_kinds
from lianxin.reports.models import AssessmentScheme, Duty, Indicator
from lianxin.reports.services.texts import current_text
from lianxin.reports.texts import BadText, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lianxin.access.actors import Actor


class User(TextChoices):
    """Where a measure may be used."""

    PROGRAMME = "programme", _("programmes")
    REPORT = "report", _("reports")
    ASSESSMENT = "assessment", _("assessment")
    DUTY = "duty", _("duties")


@dataclass(frozen=True, slots=True)
class Use:
    """One use: by what, under which name, and its page ("" where there is none to open)."""

    user: User
    label: str
    href: str = ""


def uses(programmes: Iterable[Programme], actor: Actor) -> dict[str, list[Use]]:
    """By key, every use of a measure that the reader may know of; six statements."""
    found: dict[str, list[Use]] = defaultdict(list)
    for of in (_programmes(programmes), _reports(), _assessments(actor), _duties(actor)):
        for key, use in of:
            if use not in found[key]:
                found[key].append(use)
    return found


def _programmes(programmes: Iterable[Programme]) -> Iterator[tuple[str, Use]]:
    for one in programmes:
        use = Use(User.PROGRAMME, f"{one.code} {one.name_here}", reverse("desk:programmes_detail", args=[one.code]))
        yield from ((key, use) for key in (*one.measures, one.chart.partition(":")[2]) if key)


def _reports() -> Iterator[tuple[str, Use]]:
    """What a kind of report must print, and what its present text binds."""
    for kind in reports:
        if kind.of_programme:
            continue  # it prints a programme's own figures
        use = Use(User.REPORT, str(kind.title), reverse("desk:reports_detail", args=[kind.name]))
        yield from ((key, use) for key in dict.fromkeys([*kind.keys, *_bound(current_text(kind.name).body)]))


def _bound(body: str) -> list[str]:
    """What a text binds; nothing of one whose measures are no more, which says so on its own page."""
    try:
        return read_text(body).keys
    except BadText:
        return []


def _assessments(actor: Actor) -> Iterator[tuple[str, Use]]:
    if not actor.may_any("view", AssessmentScheme):
        return
    schemes = visible(AssessmentScheme.objects.filter(opened_on__isnull=False), actor)
    rows = Indicator.objects.exclude(measure="").filter(scheme__in=schemes).order_by("-scheme__year")
    for key, year in rows.values_list("measure", "scheme__year"):
        yield key, Use(User.ASSESSMENT, str(_("assessment {year}")).format(year=year), reverse("desk:assessments_list"))


def _duties(actor: Actor) -> Iterator[tuple[str, Use]]:
    href = reverse("desk:duties") if actor.may_any("view", Duty) else ""
    for kind in duty_kinds:
        use = Use(User.DUTY, str(kind.name), href)
        yield from ((key, use) for key in (kind.due, kind.done, kind.missing, kind.rate))
