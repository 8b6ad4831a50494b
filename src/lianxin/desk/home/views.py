"""The front page of the desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.access.http import Request
from lianxin.access.routes import for_desk
from lianxin.desk.figures.period import Chosen, chosen
from lianxin.figures.engine import Figure, remember
from lianxin.figures.places import WHOLE_CITY, find_reporting_place
from lianxin.programmes.models import Programme
from lianxin.reference.models import Place
from lianxin.ui.rings import Chapter, Rings, Segment, rings


@dataclass(frozen=True, slots=True)
class ChapterFigures:
    """A chapter with the leading figure of each of its programmes."""

    key: str
    label: str
    entries: list[tuple[Programme, Figure | None]]


@for_desk("numbers are for every desk; the records behind them open through their own rules")
def home(request: Request) -> HttpResponse:
    """Four chapters as rings around the city, and the leading figure of every programme, each a link to its records."""
    now = chosen(request.GET.dict())
    chapters = leading_figures(list(Programme.objects.visible_to(request.actor)), now)
    figures = [figure for chapter in chapters for _programme, figure in chapter.entries if figure is not None]
    remember(figure.selection for figure in figures)
    context = {"rings": overview(chapters, now), "chapters": chapters, "form": now.form(), "chosen": now}
    return render(request, "desk/home/home.html", context)


def leading_figures(programmes: list[Programme], now: Chosen) -> list[ChapterFigures]:
    """The first figure of each programme, by chapter; a programme without figures stands there with its name alone."""
    out = []
    for key, label in Programme.Chapter.choices:
        entries = [(p, now.figure(p.measures[0]) if p.measures else None) for p in programmes if p.chapter == key]
        if entries:
            out.append(ChapterFigures(key, str(label), entries))
    return out


def overview(chapters: list[ChapterFigures], now: Chosen) -> Rings:
    """The rings, each piece a link to its programme's page in the chosen period."""
    ringed = [
        Chapter(chapter.key, chapter.label, [_segment(programme, figure, now) for programme, figure in chapter.entries])
        for chapter in chapters
    ]
    return rings(ringed, city=_centre(now), href=reverse("desk:reports_detail", args=["annual"]) + now.query)


def _segment(programme: Programme, figure: Figure | None, now: Chosen) -> Segment:
    href = reverse("desk:programmes_detail", args=[programme.code]) + now.query
    if figure is None or figure.value is None:
        return Segment(programme.code, programme.name_here, href)
    value = figure.shown if figure.is_rate else figure.value
    return Segment(programme.code, programme.name_here, href, value, str(figure.unit_word))


def _centre(now: Chosen) -> str:
    if now.place == WHOLE_CITY:
        city = Place.objects.filter(level=Place.Level.CITY).order_by("pk").first()
        return city.name.removesuffix("市") if city else _("City")
    return _("in no district") if now.place == "none" else find_reporting_place(now.place, now.end).name
