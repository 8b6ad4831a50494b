"""List pages of the desk: a table, its filters, and paging that never scans a whole register, behind one base class."""

import base64
import secrets
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
    """Base of all tables: the house's template, sensible empties. Set ``empty_title`` and ``empty_advice`` in a subclass."""

    empty_title: Text = gettext_lazy("Nothing matches")
    empty_advice: Text = gettext_lazy("Take a filter away, or look under another name.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template_name = "ui/table.html"


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

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Show the page, or the table alone when htmx replaces it."""
        if TYPED in request.GET and self.filterset_class is not None:
            return self.post(request)
        rows = self.get_queryset()
        context: dict[str, Any] = {"view": self, "filterset": None, "filtered": False}
        if self.filterset_class is not None:
            chosen = request.GET.copy()
            if words := kept_words(request):
                chosen[TYPED] = words
            filterset = self.filterset_class(chosen, queryset=rows, request=request)
            rows = filterset.qs
            named = [name for name in filterset.filters if name != TYPED]
            context |= {
                "filterset": filterset,
                "filtered": any(request.GET.get(name, "") not in UNFILTERED for name in named),
                "searched": bool(words),
            }
        table = self.table_class(rows)
        paging = {"paginator_class": CappedPaginator, "per_page": self.per_page}
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


def keep_words(request: HttpRequest, words: str) -> str:
    """Keep typed words sealed in the session, the last few of them; gives the mark under which the list finds them again."""
    known: dict[str, str] = request.session.get(WORDS, {})
    mark = secrets.token_hex(4)
    kept = [*known.items(), (mark, base64.b64encode(seal(words)).decode())]
    request.session[WORDS] = dict(kept[-KEPT:])
    return mark


def kept_words(request: HttpRequest) -> str:
    """The words that the address stands for; "" when it names none, or none of this session."""
    mark = request.GET.get(WORDS, "")
    sealed = request.session.get(WORDS, {}).get(mark, "") if mark else ""
    return unseal(base64.b64decode(sealed)) if sealed else ""


def is_block_request(request: HttpRequest) -> bool:
    """Tell whether htmx replaces the table in place (and does not restore a page from history)."""
    headers = request.headers
    return headers.get("HX-Target") == BLOCK and headers.get("HX-History-Restore-Request") != "true"
