"""Every component of the interface with its props. Their templates stand in ``ui/components/<name>.html``.

Use them as ``{% c "figure" label=… value=… %}`` or, for those declared with ``block=True``,
``{% c "card" title=… %}…{% endc %}`` (``{% c "card" title=… / %}`` when there is no content).
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Literal

from django.core.paginator import Page
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lianxin.ui.charts import Chart, sparkline
from lianxin.ui.component_base import Component, component
from lianxin.ui.rings import Rings

Tone = Literal["neutral", "accent", "good", "warn", "bad", "quiet"]
Kind = Literal["primary", "secondary", "quiet", "danger"]
Text = str | Promise


@component("page_header", block=True, parts=("meta",))
class PageHeader(Component):
    """The top of a page: title, where one is, and (content) the page's actions."""

    title: str
    subtitle: str = ""
    eyebrow: str = ""
    back_href: str = ""
    back_label: str = ""


@component("card", block=True, parts=("actions", "footer"))
class Card(Component):
    """A titled piece of a page; with ``href`` the title is a link. ``flush`` lets a table touch its edges."""

    title: str = ""
    subtitle: str = ""
    href: str = ""
    icon: str = ""
    level: int = 2
    flush: bool = False
    tone: Literal["plain", "quiet", "accent"] = "plain"
    id: str = ""


@component("figure")
class Figure(Component):
    """A number that opens to its records. Without a value (and not suppressed) it says that there is no list (F16)."""

    label: str
    value: int | float | Decimal | str | None = None
    href: str = ""
    unit: str = ""
    note: str = ""
    code: str = ""
    provisional: bool = False
    suppressed: bool = False
    withheld: int = 0
    passport_href: str = ""
    size: Literal["s", "m", "l"] = "m"


@component("number")
class Number(Component):
    """A figure inside running text: the number is a link to its records, its code stands in the title."""

    value: int | float | Decimal | str | None
    href: str = ""
    unit: str = ""
    code: str = ""
    provisional: bool = False
    suppressed: bool = False


@component("stat_row", block=True)
class StatRow(Component):
    """A row of figures that wraps on narrow screens."""

    label: str = ""


@component("badge")
class Badge(Component):
    """A short state or kind in words."""

    label: str
    tone: Tone = "neutral"
    icon: str = ""


@component("light")
class Light(Component):
    """The state of a clock as shape, colour and words; ``text`` adds the remaining time."""

    state: Literal["on_time", "near", "overdue", "paused", "done", "none"]
    text: str = ""

    @property
    def word(self) -> str:
        """Name the state."""
        return {
            "on_time": _("On time"),
            "near": _("Due soon"),
            "overdue": _("Overdue"),
            "paused": _("Clock paused"),
            "done": _("Done"),
            "none": _("No deadline"),
        }[self.state]

    @property
    def icon(self) -> str:
        """Name the shape, so that colour is never the only sign."""
        return {
            "on_time": "circle-dot",
            "near": "clock",
            "overdue": "triangle-alert",
            "paused": "pause",
            "done": "circle-check",
            "none": "ellipsis",
        }[self.state]


@component("button")
class Button(Component):
    """A button of a form; ``confirm`` asks that sentence first (with JavaScript)."""

    label: str
    kind: Kind = "secondary"
    icon: str = ""
    type: Literal["submit", "button", "reset"] = "submit"
    name: str = ""
    value: str = ""
    confirm: str = ""
    form: str = ""
    size: Literal["s", "m", "l"] = "m"
    disabled: bool = False


@component("link_button")
class LinkButton(Component):
    """A link that looks like a button."""

    label: str
    href: str
    kind: Kind = "secondary"
    icon: str = ""
    size: Literal["s", "m", "l"] = "m"
    download: bool = False


@component("menu", block=True)
class Menu(Component):
    """A small drop-down of links and forms; it opens without JavaScript."""

    label: str
    icon: str = ""
    align: Literal["start", "end"] = "end"


@component("timeline", block=True)
class Timeline(Component):
    """An ordered list of what happened."""

    label: str = ""


@component("timeline_item", block=True)
class TimelineItem(Component):
    """One event: a date or moment, what, who; content below it."""

    title: str
    when: object = None
    who: str = ""
    href: str = ""
    icon: str = ""
    tone: Tone = "neutral"


@component("empty", block=True)
class Empty(Component):
    """Nothing here yet, and what to do; content: actions."""

    title: str
    text: str = ""
    icon: str = "inbox"


@component("alert", block=True)
class Alert(Component):
    """A message inside a page."""

    title: str = ""
    tone: Literal["info", "good", "warn", "bad"] = "info"


@component("table", block=True)
class Table(Component):
    """The frame around a hand-written ``<table class="table">``: scrolls sideways, turns into cards on phones."""

    label: str = ""
    cards: bool = True


@component("pager")
class Pager(Component):
    """Links to the pages of a list, keeping the other parameters of the address."""

    page: Page[Any]
    param: str = "page"

    @property
    def capped(self) -> bool:
        """Tell whether the rows were counted only up to the paginator's limit."""
        return bool(getattr(self.page.paginator, "capped", False))

    @property
    def last(self) -> int:
        """Give the number of the last page that has been counted."""
        return self.page.paginator.num_pages


@component("tabs")
class Tabs(Component):
    """Links between views of one thing. Items: ``label``, ``href``, ``current``, ``count`` (mappings or objects)."""

    items: Iterable[Any]
    label: str = ""


@component("field")
class Field(Component):
    """A form field with label, help and errors."""

    field: BoundField
    hint: str = ""

    @property
    def shape(self) -> str:
        """Name the layout of the widget: checkbox, choices, or plain."""
        kind = getattr(self.field.field.widget, "input_type", "")
        if kind == "checkbox" and not hasattr(self.field.field.widget, "choices"):
            return "checkbox"
        return "choices" if kind in ("radio", "checkbox") else "plain"

    @property
    def optional(self) -> bool:
        """Tell whether to mark the field as optional."""
        return not self.field.field.required


@component("form_actions", block=True)
class FormActions(Component):
    """The last row of a form: submit, cancel, and (content) other actions."""

    submit: str = ""
    cancel_href: str = ""
    kind: Kind = "primary"
    confirm: str = ""


@component("breadcrumbs")
class Breadcrumbs(Component):
    """The way to this page. Items: ``(label, href)``; the last one is the page itself."""

    items: Sequence[Any]


@component("definition_list", block=True)
class DefinitionList(Component):
    """A list of terms and values; content: ``definition`` components."""

    columns: Literal["1", "2"] = "1"


@component("definition", block=True, parts=("sources",))
class Definition(Component):
    """One term with its value, or with content instead of a value."""

    term: str
    value: object = ""
    href: str = ""


@component("progress")
class Progress(Component):
    """How much of a whole is done, in words and as a bar."""

    value: int | float | Decimal
    max: int | float | Decimal = 100
    label: str = ""
    tone: Tone = "accent"

    @property
    def percent(self) -> int:
        """Give the share in whole per cent, rounded down so that 100 means all."""
        return min(100, int(float(self.value) * 100 / float(self.max))) if self.max else 0


@component("person")
class Person(Component):
    """One line for a person or organisation; names in another script say their language."""

    name: str
    href: str = ""
    note: str = ""
    lang: str = ""
    icon: str = ""


@component("seal")
class Seal(Component):
    """The vermilion seal: only where something is signed."""

    text: str
    by: str = ""
    when: object = None
    code: str = ""
    href: str = ""


@component("chart")
class ChartBlock(Component):
    """A chart whose marks are links, with its data as a table behind it."""

    chart: Chart
    caption: str = ""


@component("rings")
class RingsBlock(Component):
    """The concentric overview of the chapters, with the list of all programmes beside it."""

    rings: Rings


@component("sparkline")
class Sparkline(Component):
    """A small line without axes beside a number; ``label`` says in words what it shows."""

    values: Sequence[Any]
    label: str
    href: str = ""

    @property
    def svg(self) -> SafeString:
        """Draw the line."""
        return sparkline(self.values, label=str(self.label))


@component("tags")
class Tags(Component):
    """A list of short words. Items: text, or ``(label, href)``."""

    items: Iterable[Any]
    label: str = ""

    @property
    def entries(self) -> list[tuple[object, str]]:
        """Give every item as (label, address or "")."""
        return [(i[0], str(i[1])) if isinstance(i, (tuple, list)) else (i, "") for i in self.items]


@component("stepper")
class Stepper(Component):
    """The stages of a flow. Items: ``label``, ``state`` (done, current, todo, skipped), ``note``."""

    items: Iterable[Any]
    label: str = ""


@component("tab_bar")
class TabBar(Component):
    """The bar at the bottom of the portal. Items: ``label``, ``href``, ``icon``, ``current``, ``count``."""

    items: Iterable[Any]


@component("why", block=True)
class Why(Component):
    """Explain a denial: what was refused, who may, and (content) whom to ask."""

    sentence: str
    reasons: Iterable[Any] = ()


@component("masked")
class Masked(Component):
    """A masked value; with ``action`` it offers a form that posts ``field`` and a reason to reveal it."""

    value: str
    label: str
    action: str = ""
    field: str = ""
    reasons: Sequence[Any] = ()


@component("sources")
class Sources(Component):
    """Where a value came from. Items: ``label``, ``href``, ``note``, ``chosen`` (mappings or objects)."""

    items: Sequence[Any]
    label: str = ""
