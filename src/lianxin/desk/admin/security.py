"""The security administrator's desk: accounts, posts, rights per day. Reads no records of people but who holds a post."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.access.http import Request
from lianxin.access.routes import RouteRule, requires
from lianxin.access.rules import fetch, visible
from lianxin.accounts.actors import actor_for
from lianxin.accounts.models import User
from lianxin.accounts.services.staff import appoint_staff
from lianxin.accounts.services.users import make_user, password_link, set_locked
from lianxin.accounts.sight import people_seen
from lianxin.core.errors import BadInput, Conflict
from lianxin.desk.admin.filters import AccountFilter, RightsFilter
from lianxin.desk.admin.forms import AccountForm, EndPostForm, NewStaffForm, PostForm
from lianxin.desk.admin.lists import RuledTableView
from lianxin.desk.admin.tables import AccountTable, RightsTable, right_in_words
from lianxin.register.enums import TieKind
from lianxin.register.models import Person, Tie
from lianxin.register.services.ties import add_tie, end_tie

FORM = "desk/admin/form.html"


class AccountList(RuledTableView[User]):
    """All accounts."""

    model = User
    route_rule = RouteRule(verb="lock", model=User)
    table_class = AccountTable
    filterset_class = AccountFilter
    template_name = "desk/admin/accounts.html"
    title = gettext_lazy("Accounts")

    def narrow(self, rows: QuerySet[User]) -> QuerySet[User]:
        return rows.select_related("person")


class RightsList(RuledTableView[Tie]):
    """Posts and liaison ties, on a day or at all times."""

    model = Tie
    route_rule = RouteRule(verb="lock", model=User)
    table_class = RightsTable
    filterset_class = RightsFilter
    title = gettext_lazy("Rights")
    subtitle = gettext_lazy("Every right follows a tie: when it ends, the right is gone at the next request.")

    def narrow(self, rows: QuerySet[Tie]) -> QuerySet[Tie]:
        posts = rows.filter(kind__in=TieKind.posts(), person__isnull=False, superseded_by=None)
        return posts.select_related("person", "organisation", "place")


@never_cache
@requires("lock", User)
def account(request: Request, pk: int) -> HttpResponse:
    """One account: its person's posts over time, how many people they open, lock, link, end and add a post."""
    return _account_page(request, _account(request, pk))


def _account(request: Request, pk: int) -> User:
    user: User = fetch(User.objects.select_related("person"), request.actor, "lock", pk=pk)
    return user


def _account_page(request: Request, user: User, *, link: str = "", form: PostForm | None = None) -> HttpResponse:
    ties = visible(Tie.objects.filter(kind__in=TieKind.posts(), person_id=user.person_id or 0, superseded_by=None), request.actor)
    ties = ties.select_related("organisation", "place").order_by("-start", "-pk")
    actor = actor_for(user.person_id) if user.person_id is not None else None
    context = {
        "account": user,
        "posts": [(tie, right_in_words(tie), EndPostForm(auto_id=f"id_{tie.pk}_%s")) for tie in ties],
        "people": people_seen(actor) if actor is not None and actor.has_desk else None,
        "form": form or PostForm(actor=request.actor),
        "link": link,
        "today": request.actor.on,
        "is_own": user.person_id == request.actor.person_id,
    }
    return render(request, "desk/admin/account.html", context, status=400 if form is not None else 200)


@requires("lock", User)
@require_POST
def lock(request: Request, pk: int) -> HttpResponse:
    """Lock or open an account."""
    user, locked = _account(request, pk), request.POST.get("locked") == "1"
    try:
        set_locked(user, locked=locked, by=request.actor)
    except Conflict as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The account is locked.") if locked else _("The account is open."))
    return redirect("desk:admin_account", user.pk)


@never_cache
@requires("make", User)
@require_POST
def link(request: Request, pk: int) -> HttpResponse:
    """A password link, shown on this answer only."""
    user = _account(request, pk)
    return _account_page(request, user, link=password_link(user, by=request.actor))


@requires("lock", User)
@require_POST
def add_post(request: Request, pk: int) -> HttpResponse:
    """Give the account's person a staff post; administrators' posts stay with different people."""
    user = _account(request, pk)
    form = PostForm(request.POST, actor=request.actor)
    if form.is_valid():
        given = form.cleaned_data
        try:
            add_tie(
                kind=TieKind.STAFF_POST,
                person=user.person,
                organisation=given["office"],
                role=given["role"],
                place=given["place"],
                start=given["start"],
                end=given["end"],
                by=request.actor,
            )
        except (BadInput, Conflict) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The post is given."))
            return redirect("desk:admin_account", user.pk)
    return _account_page(request, user, form=form)


@requires("lock", User)
@require_POST
def end_post(request: Request, pk: int) -> HttpResponse:
    """End a post or a liaison tie: its rights are gone from that day on."""
    tie = fetch(Tie.objects.filter(kind__in=TieKind.posts()), request.actor, "end", pk=pk)
    form = EndPostForm(request.POST)
    if form.is_valid():
        try:
            end_tie(tie, end=form.cleaned_data["end"], by=request.actor)
        except (BadInput, Conflict) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The post ends; its rights are gone from that day on."))
    else:
        messages.error(request, _("Give the day from which the post no longer holds."))
    user = User.objects.filter(person_id=tie.person_id or 0).first()
    return redirect("desk:admin_account", user.pk) if user is not None else redirect("desk:admin_rights")


@never_cache
@requires("make", User)
def new_staff(request: Request) -> HttpResponse:
    """A new colleague: person, post and account in one step."""
    form = NewStaffForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = appoint_staff(**form.cleaned_data, by=request.actor)
        except (BadInput, Conflict) as error:
            form.add_error(None, str(error))
        else:
            return _account_page(request, made.user, link=made.link)
    return render(request, FORM, {"form": form, "title": _("New colleague"), "advice": _("Person, post and account in one step.")})


@never_cache
@requires("make", User)
def new_account(request: Request) -> HttpResponse:
    """An account for somebody who holds a post or a liaison tie already."""
    form = AccountForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        person: Person = form.cleaned_data["person"]
        try:
            user = make_user(person, form.cleaned_data["username"], by=request.actor)
        except (BadInput, Conflict) as error:
            form.add_error(None, str(error))
        else:
            return _account_page(request, user, link=password_link(user, by=request.actor))
    advice = _("For somebody who holds a post or a liaison tie already.")
    return render(request, FORM, {"form": form, "title": _("New account"), "advice": advice})
