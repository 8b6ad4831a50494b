"""List pages of the desk: a table, its filters, and paging that never scans a whole register, behind one base class."""

import base64
import secrets
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

import django_filters
import django_tables2
from django.core.exceptions import PermissionDenied
from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import View

from lianxin.access.routes import requires
from lianxin.core.sealed import seal, unseal
from lianxin.ui.numbers import group_digits

M = TypeVar("M", bound=Model)
Text = str | Promise
COUNTED = 10_000
BLOCK = "lx-table"
# What a filter sends when nothing is chosen; "unknown" is that of yes/no filters.
UNFILTERED = ("", "unknown")
TYPED, WORDS = "q", "words"
"""What somebody types into the search box of a list, and what its address says instead: that there is something."""
NO_FILTERS = frozenset({TYPED, WORDS, "page", "csrfmiddlewaretoken"})
KEPT = 20


class CappedPage(Page):  # type: ignore[type-arg]
    """A page of a list that may be longer than what was counted."""

    paginator: "CappedPaginator"

    def has_next(self) -> bool:
        """Tell whether rows follow; beyond the counted ones by looking for the next row."""
        if self.number < self.paginator.num_pages:
            return True
        if not self.paginator.capped:
            return False
        after = self.number * self.paginator.per_page
        return len(self.paginator.object_list[after : after + 1]) > 0

    def end_index(self) -> int:
        """Give the number of the page's last row."""
        return self.start_index() + len(self.object_list) - 1


class CappedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts at most 10,000 rows ("10,000+"); pages beyond them still open."""

    @cached_property
    def counted(self) -> int:
        """Count rows up to one more than the limit, in one statement."""
        rows = getattr(self.object_list, "data", self.object_list)
        queryset = getattr(rows, "data", rows)
        if isinstance(queryset, QuerySet):
            return queryset.order_by()[: COUNTED + 1].count()
        return len(self.object_list)

    @property
    def capped(self) -> bool:
        """Tell whether there are more rows than were counted."""
        return self.counted > COUNTED

    @cached_property
    def count(self) -> int:
        """Give the number of rows, at most 10,000."""
        return min(self.counted, COUNTED)

    def validate_number(self, number: Any) -> int:
        """Refuse what is no page; beyond the counted rows any page may be asked for."""
        try:
            return super().validate_number(number)
        except EmptyPage:
            if self.capped and int(number) > 0:
                return int(number)
            raise

    def page(self, number: Any) -> CappedPage:
        """Give a page; its rows are fetched when they are first read."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        return CappedPage(self.object_list[first : first + self.per_page], number, self)


class Table(django_tables2.Table):  # type: ignore[misc]
    """Base of all tables: the house's template, sensible empties. Set ``empty_title`` and ``empty_advice`` in a subclass.

    Where the reader may choose columns, ``chosen`` of the view names those that are shown; ``fixed`` ones always are, and
    ``shown_first`` are shown before anybody has chosen.
    """

    empty_title: Text = gettext_lazy("Nothing matches")
    empty_advice: Text = gettext_lazy("Take a filter away, or look under another name.")
    fixed: ClassVar[tuple[str, ...]] = ()
    shown_first: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template_name = "ui/table.html"

    @classmethod
    def choices(cls) -> list[tuple[str, Text]]:
        """Give the columns that may be shown or hidden, by name and heading; empty where nothing may be chosen."""
        if not cls.shown_first:
            return []
        return [
            (name, column.verbose_name)
            for name, column in cls.base_columns.items()
            if name not in cls.fixed and column.visible
        ]

    @classmethod
    def hidden(cls, chosen: Collection[str]) -> list[str]:
        """Give the columns to leave out when these are chosen; none chosen means those shown first."""
        shown = chosen or cls.shown_first
        return [name for name, _heading in cls.choices() if name not in shown]

    def shows(self, *names: str) -> bool:
        """Tell whether one of these columns is shown: what no column shows need not be fetched."""
        return any(name in self.columns.columns and name not in self.exclude for name in names)


class SelectColumn(django_tables2.Column):  # type: ignore[misc]
    """A box before each row. What is ticked is posted as ``selected`` by the form ``bulk`` of the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"accessor": "pk", "orderable": False, "attrs": {"th": {"class": "select"}, "td": {"class": "select"}}}
        kwargs.setdefault("verbose_name", gettext_lazy("Select"))
        super().__init__(*args, **kwargs)

    def render(self, value: object, record: object) -> SafeString:
        """Draw the box; its label is the row's name."""
        text = _("Select {name}").format(name=record)
        return format_html('<input type="checkbox" name="selected" value="{}" form="bulk" aria-label="{}">', value, text)


class NumberColumn(django_tables2.Column):  # type: ignore[misc]
    """A column of numbers: right-aligned, grouped by thousands; ``linkify`` leads to the records."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"td": {"class": "n"}, "th": {"class": "n"}})
        super().__init__(*args, **kwargs)

    def render(self, value: object) -> str:
        """Write the number."""
        return group_digits(value)


class TemplateColumn(django_tables2.TemplateColumn):  # type: ignore[misc]
    """A column drawn by a small template, for lights, badges and person lines."""


@dataclass(frozen=True, slots=True)
class Filtered(Generic[M]):
    """The rows of a list, its filters, what was typed into the search box, and the other filters in words."""

    rows: QuerySet[M]
    filterset: django_filters.FilterSet | None
    words: str
    said: tuple[tuple[Text, str], ...]


class DeskTableView(View, Generic[M]):
    """A list page: what the actor may see, filtered, sorted, paged.

    Subclasses set ``model``, ``table_class``, ``title`` and mostly ``filterset_class``; ``narrow`` adds
    ``select_related`` or a fixed filter. Rows always come from ``model.objects.visible_to(request.actor)``; a model
    without it fails. htmx asks for the table alone, everything else gets the whole page.

    Addresses hold codes only: what is typed into the search box may be a name or a phone, so the filters are posted, the
    words stay sealed in the session, and the address that the browser is sent to names them by a random mark.
    """

    model: ClassVar[Any]
    table_class: ClassVar[type[Table]]
    filterset_class: ClassVar[type[django_filters.FilterSet] | None] = None
    title: Text = ""
    subtitle: Text = ""
    tools_template: ClassVar[str] = ""
    """What stands beside the words of the list: saved lists, columns, export. Empty for none."""
    orders: ClassVar[Sequence[tuple[str, Text]]] = ()
    """Orders to choose from: the value of ``sort`` and its words ("by surname in pinyin"); the first is the list's own."""
    per_page = 25
    template_name = "ui/table_page.html"

    @property
    def export_href(self) -> str:
        """Give the address of the export of this list, or "" for none. Override where a list can be exported."""
        return ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Declare the rule of the route: the list is for those who may view some row of the model."""
        super().__init_subclass__(**kwargs)
        if "model" in cls.__dict__ and "route_rule" not in cls.__dict__:
            requires("view", cls.model)(cls)

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        """Hook: fetch what the columns need, or fix a part of the filter."""
        return rows

    def get_queryset(self) -> QuerySet[M]:
        """Give the rows that the actor may see; refuse whoever may see none of the kind."""
        actor = getattr(self.request, "actor", None)
        if actor is None or not actor.may_any("view", self.model):
            raise PermissionDenied(_("This list is not open to you."))
        rows: QuerySet[M] = self.model.objects.visible_to(actor)
        return self.narrow(rows)

    def get_context(self) -> dict[str, Any]:
        """Hook: add to what the page's template knows."""
        return {}

    def chosen_columns(self) -> Collection[str]:
        """Hook: the columns that this reader wants, by name; none for those that the table shows by itself."""
        return ()

    def filtered(self, request: HttpRequest) -> Filtered[M]:
        """Give the rows of the list that an address names, with the filters and what was typed."""
        rows = self.get_queryset()
        if self.filterset_class is None:
            return Filtered(rows, None, "", ())
        words = kept_words(request)
        chosen = request.GET.copy()
        if words:
            chosen[TYPED] = words
        filterset = self.filterset_class(chosen, queryset=rows, request=request)
        return Filtered(filterset.qs, filterset, words, tuple(said(filterset)))

    def paginator(self, found: Filtered[M]) -> Callable[..., CappedPaginator]:
        """Hook: what counts the rows and cuts them into pages."""
        return CappedPaginator

    def order_words(self, request: HttpRequest) -> Text:
        """Give the order of the rows in words, "" where the page offers one order only."""
        asked = request.GET.get("sort", "")
        return next((words for value, words in self.orders if value == asked), self.orders[0][1] if self.orders and not asked else "")

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Show the page, or the table alone when htmx replaces it."""
        if TYPED in request.GET and self.filterset_class is not None:
            return self.post(request)
        found = self.filtered(request)
        context: dict[str, Any] = {
            "view": self,
            "filterset": found.filterset,
            "filtered": bool(found.said),
            "searched": bool(found.words),
            "said": found.said,
            "order": self.order_words(request),
            "sort": request.GET.get("sort", ""),
        }
        table = self.table_class(found.rows, exclude=self.table_class.hidden(self.chosen_columns()))
        columns = self.table_class.choices()
        context["column_choices"] = [(name, heading, name not in table.exclude) for name, heading in columns]
        paging = {"paginator_class": self.paginator(found), "per_page": self.per_page}
        django_tables2.RequestConfig(request, paginate=paging).configure(table)
        context["table"] = table
        alone = is_block_request(request)
        response = render(
            request, "ui/table_block.html" if alone else self.template_name, context | self.get_context()
        )
        patch_vary_headers(response, ("HX-Request", "HX-Target"))
        return response

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Keep what was typed and lead to the address of the filtered list; an address with typed words likewise."""
        given = request.POST if request.method == "POST" else request.GET
        address = QueryDict(mutable=True)
        for name, values in given.lists():
            if name not in NO_FILTERS:
                address.setlist(name, [value for value in values if value not in UNFILTERED])
        if words := given.get(TYPED, "").strip():
            address[WORDS] = keep_words(request, words)
        codes = address.urlencode()
        return HttpResponseRedirect(f"{request.path}?{codes}" if codes else request.path)


def said(filterset: django_filters.FilterSet) -> Iterator[tuple[Text, str]]:
    """Give the filters that are set, each as its heading and the choice in words."""
    for name, field in filterset.form.fields.items():
        value = filterset.form.cleaned_data.get(name) if filterset.form.is_valid() else None
        if name == TYPED or value in (None, "", []):
            continue
        choices = {str(key): str(words) for key, words in getattr(field, "choices", ()) if not isinstance(words, list | tuple)}
        yield field.label or name, choices.get(str(value), str(value))


def keep_words(request: HttpRequest, words: str) -> str:
    """Keep typed words sealed in the session, the last few of them; gives the mark under which the list finds them again."""
    known: dict[str, str] = request.session.get(WORDS, {})
    mark = secrets.token_hex(4)
    kept = [*known.items(), (mark, base64.b64encode(seal(words)).decode())]
    request.session[WORDS] = dict(kept[-KEPT:])
    return mark


def kept_words(request: HttpRequest, mark: str = "") -> str:
    """The words that a mark, or else the address, stands for; "" when it names none, or none of this session."""
    mark = mark or request.GET.get(WORDS, "")
    sealed = request.session.get(WORDS, {}).get(mark, "") if mark else ""
    return unseal(base64.b64decode(sealed)) if sealed else ""


def is_block_request(request: HttpRequest) -> bool:
    """Tell whether htmx replaces the table in place (and does not restore a page from history)."""
    headers = request.headers
    return headers.get("HX-Target") == BLOCK and headers.get("HX-History-Restore-Request") != "true"
