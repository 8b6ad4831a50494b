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
    """A chapter with all figures of each of its programmes, the leading one first."""

    key: str
    label: str
    entries: list[tuple[Programme, list[Figure]]]


@for_desk("numbers are for every desk; the records behind them open through their own rules")
def home(request: Request) -> HttpResponse:
    """Four chapters as rings around the city, and every programme with its figures, each a link to its records."""
    now = chosen(request.GET.dict())
    chapters = figures_by_chapter(list(Programme.objects.visible_to(request.actor)), now)
    figures = [figure for chapter in chapters for _programme, group in chapter.entries for figure in group]
    remember(figure.selection for figure in figures)
    context = {
        "rings": overview(chapters, now),
        "chapters": chapters,
        "provisional": any(figure.provisional for figure in figures),
        "form": now.form(),
        "chosen": now,
    }
    return render(request, "desk/home/home.html", context)


def figures_by_chapter(programmes: list[Programme], now: Chosen) -> list[ChapterFigures]:
    """The figures of each programme, by chapter; one that two programmes show is computed once.

    A programme without figures stands there with its name alone.
    """
    known = {key: now.figure(key) for key in dict.fromkeys(key for p in programmes for key in p.measures)}
    out = []
    for key, label in Programme.Chapter.choices:
        entries = [(p, [known[measure] for measure in p.measures]) for p in programmes if p.chapter == key]
        if entries:
            out.append(ChapterFigures(key, str(label), entries))
    return out


def overview(chapters: list[ChapterFigures], now: Chosen) -> Rings:
    """The rings, each piece a link to its programme's page in the chosen period."""
    ringed = [
        Chapter(chapter.key, chapter.label, [_segment(programme, figures, now) for programme, figures in chapter.entries])
        for chapter in chapters
    ]
    return rings(ringed, city=_centre(now), href=reverse("desk:reports_detail", args=["annual"]) + now.query)


def _segment(programme: Programme, figures: list[Figure], now: Chosen) -> Segment:
    href = reverse("desk:programmes_detail", args=[programme.code]) + now.query
    if not figures or figures[0].value is None:
        return Segment(programme.code, programme.name_here, href)
    figure = figures[0]
    value = figure.shown if figure.is_rate else figure.value
    return Segment(programme.code, programme.name_here, href, value, str(figure.unit_word))


def _centre(now: Chosen) -> str:
    if now.place == WHOLE_CITY:
        city = Place.objects.filter(level=Place.Level.CITY).order_by("pk").first()
        return city.name.removesuffix("市") if city else _("City")
    return _("in no district") if now.place == "none" else find_reporting_place(now.place, now.end).name
