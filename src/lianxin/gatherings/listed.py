"""How gatherings are called in lists, and where they count when a list does not say."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from lianxin.reference.models import Place

_DROPPED = re.compile(r"[\s()\[\]【】〔〕“”\"'‘’「」《》·,，、:：\-—]")


def title_key(title: str) -> str:
    """A title for comparison: one width, no brackets, quotes or spaces."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", title)).casefold()


def home_city(on: dt.date) -> Place | None:
    """Where a gathering counts whose list names neither place nor organiser: the city, if there is only one."""
    cities = list(Place.objects.on(on).filter(level=Place.Level.CITY)[:2])
    return cities[0] if len(cities) == 1 else None
