"""The catalogue of figures: found by word, programme, unit, owner, version, and by who uses them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.http import Request
from lianxin.access.routes import for_desk
from lianxin.desk.figures.uses import Use, User, uses
from lianxin.figures.measures import Measure, Ratio, measures
from lianxin.figures.passports import order_of
from lianxin.figures.units import Unit
from lianxin.programmes.models import Programme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

SEVERAL, SENSITIVE = "several", "sensitive"


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure in its newest version, and who uses it."""

    definition: Measure | Ratio
    uses: list[Use]

    @property
    def owner(self) -> str:
        return _(self.definition.owner)

    @property
    def head(self) -> str:
        """The code of its programme."""
        return self.definition.key.partition(".")[0]

    @property
    def has_several_versions(self) -> bool:
        return self.definition.version > 1

    def has(self, words: str, title: str) -> bool:
        """Do key, name, definition or the programme's name hold the words?"""
        one = self.definition
        return words.casefold() in f"{one.key} {one.name} {one.words} {title}".casefold()


@dataclass(frozen=True, slots=True)
class Group:
    """The measures of one programme."""

    programme: Programme | None
    title: str
    entries: list[Entry]


class CatalogueForm(forms.Form):
    """What the catalogue is narrowed by; sent by GET, every field may stay empty."""

    q = forms.CharField(label=gettext_lazy("Name, definition or key"), required=False, max_length=60)
    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    owner = forms.ChoiceField(label=gettext_lazy("Answered for by"), required=False)
    version = forms.ChoiceField(label=gettext_lazy("Version"), required=False)
    used = forms.ChoiceField(label=gettext_lazy("Used by"), required=False)

    def __init__(self, asked: Mapping[str, Any], *, programmes: Iterable[Programme], entries: list[Entry]) -> None:
        super().__init__(asked, auto_id="find_%s")
        heads, units = {entry.head for entry in entries}, {entry.definition.unit for entry in entries}
        self._offer("programme", [(one.code, f"{one.code} {one.name_here}") for one in programmes if one.code in heads])
        self._offer("unit", [(unit.value, unit.label) for unit in Unit if unit in units])
        self._offer("owner", sorted({(entry.definition.owner, entry.owner) for entry in entries}))
        self._offer("version", [(SEVERAL, _("has earlier versions")), (SENSITIVE, _("small counts are hidden"))])
        self._offer("used", User.choices)
        self.fields["q"].widget.attrs["autocomplete"] = "off"

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = [("", _("All")), *choices]

    def fits(self, entry: Entry, title: str) -> bool:
        """Is the entry what was asked for? What is no choice narrows nothing."""
        self.is_valid()  # what is no choice is left out of the cleaned data
        asked = self.cleaned_data
        definition = entry.definition
        return all(
            (
                not asked.get("q") or entry.has(asked["q"].strip(), title),
                not asked.get("programme") or entry.head == asked["programme"],
                not asked.get("unit") or definition.unit == asked["unit"],
                not asked.get("owner") or definition.owner == asked["owner"],
                asked.get("version") != SEVERAL or entry.has_several_versions,
                asked.get("version") != SENSITIVE or _is_sensitive(definition),
                not asked.get("used") or any(use.user == asked["used"] for use in entry.uses),
            )
        )


def _is_sensitive(definition: Measure | Ratio) -> bool:
    if isinstance(definition, Ratio):
        return any(_is_sensitive(measures.get(key)) for key in (definition.numerator, definition.denominator))
    return definition.sensitive


@for_desk("numbers are for every desk; the records behind them open through their own rules")
def catalogue(request: Request) -> HttpResponse:
    """All measures by programme, with unit, owner, version and users."""
    programmes = list(Programme.objects.visible_to(request.actor))
    used = uses(programmes, request.actor)
    entries = [Entry(measures.get(key), used.get(key, [])) for key in sorted(measures.keys(), key=order_of)]
    form = CatalogueForm(request.GET, programmes=programmes, entries=entries)
    groups = list(_groups(entries, {one.code: one for one in programmes}, form))
    context = {"groups": groups, "form": form, "count": sum(len(group.entries) for group in groups), "all": len(entries)}
    return render(request, "desk/figures/catalogue.html", context)


def _groups(entries: list[Entry], programmes: dict[str, Programme], form: CatalogueForm) -> Iterator[Group]:
    heads = dict.fromkeys(entry.head for entry in entries)
    for head in heads:
        programme = programmes.get(head)
        title = programme.name_here if programme else head
        found = [entry for entry in entries if entry.head == head and form.fits(entry, title)]
        if found:
            yield Group(programme, title, found)
