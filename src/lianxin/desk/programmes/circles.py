"""The programmes as rings, chapter by chapter; every piece is a link to its programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from lianxin.desk.days import Day
from lianxin.desk.graph.pages import city_name
from lianxin.ui.rings import Chapter, Rings, Segment, rings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lianxin.desk.figures.look import ChapterFigures
    from lianxin.desk.figures.period import Chosen
    from lianxin.figures.engine import Figure
    from lianxin.programmes.models import Programme


def overview(chapters: Iterable[ChapterFigures], now: Chosen) -> Rings:
    """The rings, each piece with its programme's leading figure."""
    ringed = [
        Chapter(chapter.key, chapter.label, [_segment(programme, figures, now) for programme, figures in chapter.entries])
        for chapter in chapters
    ]
    return rings(ringed, city=city_name(Day(now.end)), href=reverse("desk:home") + now.query)


def _segment(programme: Programme, figures: list[Figure], now: Chosen) -> Segment:
    href = reverse("desk:programmes_detail", args=[programme.code]) + now.query
    if not figures or figures[0].value is None:
        return Segment(programme.code, programme.name_here, href)
    figure = figures[0]
    return Segment(programme.code, programme.name_here, href, figure.shown if figure.is_rate else figure.value, str(figure.unit_word))
