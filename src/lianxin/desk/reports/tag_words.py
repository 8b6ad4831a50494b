"""The tags of a text in words: what stands in their place wherever nothing is computed."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.figures.measures import measures
from lianxin.reports.contents import YEARLY
from lianxin.reports.sources import SHAPES
from lianxin.reports.texts import TAG

KEY = re.compile(r"\b[A-Z]\d+\.\w+")
WORDS = {
    "period": gettext_lazy("Period"),
    "place": gettext_lazy("Place"),
    "office": gettext_lazy("Signing office"),
    "date": gettext_lazy("Date"),
    "by_district": SHAPES["by_district"],
    "over_time": SHAPES["over_time"],
    "appendix": SHAPES["appendix"],
}


def name_of(key: str) -> str:
    """The name of a figure in the reader's language; a key that nobody knows stays."""
    if key in YEARLY:
        return str(YEARLY[key].name)
    return str(measures.get(key).name) if key in measures else key


def words_of_tag(inner: str) -> str:
    """What stands between the braces, with names for keys: nothing of it is left out, so that two different tags read differently."""
    tag = KEY.sub(lambda match: name_of(match.group()), inner.strip())
    head, *forms = [part.strip() for part in tag.split("|")]
    if head in WORDS:
        head = str(WORDS[head])
    elif head.startswith("table by_district"):
        head = str(SHAPES["table"]) + head.removeprefix("table by_district")
    elif head.startswith("chart "):
        shape, _colon, name = head.removeprefix("chart ").partition(":")
        head = f"{WORDS.get(shape, shape)}:{name}"
    elif head.startswith("change "):
        head = _("{name}, its change").format(name=head.removeprefix("change "))
    elif head.startswith("names "):
        head = _("{name}, their names").format(name=head.removeprefix("names "))
    elif head.startswith("typed "):
        head = head.removeprefix("typed ")
    return " · ".join((head, *forms))


def tags_in_words(source: str) -> list[str]:
    """Each tag of a part of a text in words, in order."""
    return [words_of_tag(match[1]) for match in TAG.finditer(source)]


def with_names(body: str) -> str:
    """A text with its tags in words between brackets, for reading and comparing."""
    return TAG.sub(lambda match: f"〔{words_of_tag(match[1])}〕", body)
