"""The text of a programme's report, composed from what the programme declares: its words, its figures, its chart."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.core.errors import UnknownName
from lianxin.figures.measures import Measure, measures
from lianxin.programmes.models import Programme

COLUMNS = 6
"""So many figures fit side by side in a table by district."""


def programme_text(code: str = "") -> str:
    """The text of one programme's report, or of all programmes a chapter each, in the active language.

    Raises `UnknownName` for an unknown code, with the known ones.
    """
    programmes = list(Programme.objects.all())
    chosen = [one for one in programmes if one.code == code]
    if code and not chosen:
        known = ", ".join(one.code for one in programmes)
        raise UnknownName(_("There is no programme “{code}”. Known: {known}").format(code=code, known=known))
    if chosen:
        return (
            "\n\n".join([f"# {{{{place}}}}{_gap()}{chosen[0].name_here}", *_parts(chosen[0]), *_ending()])
            + "\n"
        )
    blocks = ["# {{place}}" + _gap() + _("The programmes one by one")]
    for one in programmes:
        blocks += [f"## {one.code} {one.name_here}", one.text_here, *_sentence(one)]
    return "\n\n".join([*blocks, *_ending()]) + "\n"


def _parts(programme: Programme) -> list[str]:
    parts = [programme.text_here, *_sentence(programme)]
    by_district = [key for key in programme.measures if _has_place(key)]
    if programme.chart:
        parts.append(f"{{{{chart {programme.chart.replace(':', ': ')}}}}}")
    if by_district:
        parts.append(f"{{{{table by_district: {', '.join(by_district[:COLUMNS])}}}}}")
    return parts


def _sentence(programme: Programme) -> list[str]:
    """The programme's figures in one paragraph."""
    if not programme.measures:
        return []
    comma, stop = ("；", "。") if _is_chinese() else ("; ", ".")
    colon = "" if _is_chinese() else ": "
    said = comma.join(f"{measures.get(key).name}{colon}{{{{{key}}}}}" for key in programme.measures)
    opening = "{{period}}，" if _is_chinese() else _("In figures, {period}: ").format(period="{{period}}")
    return [f"{opening}{said}{stop}"]


def _ending() -> list[str]:
    return ["## " + _("Appendix: codes of the figures"), "{{appendix}}"]


def _has_place(key: str) -> bool:
    definition = measures.get(key)
    return isinstance(definition, Measure) and definition.place is not None


def _is_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def _gap() -> str:
    return "" if _is_chinese() else ": "
