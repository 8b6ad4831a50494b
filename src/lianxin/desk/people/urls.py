"""Addresses of people, ties and the search; what lists, links and the navigation know of them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.desk import links, records
from lianxin.desk.people import detail, ties, views
from lianxin.register.models import Consent, Person, Tie
from lianxin.ui.navigation import Item, register_item, register_section

register_section("register", _("Register"))
register_item("register", Item(pgettext_lazy("desk", "People"), "desk:people_list", "users", "view", Person))

links.add("register.Person", "desk:people_detail")
links.add("register.Tie", "desk:people_detail", of=lambda tie: tie.person_id)
links.add("register.Consent", "desk:people_detail", of=lambda consent: consent.person_id)


def person_line(person: Person) -> records.Line:
    """The name alone: a year of birth has an owner, and a line does not know who reads it."""
    return records.Line(person.name)


def tie_line(tie: Tie) -> records.Line:
    subject = tie.person or tie.member
    end = tie.organisation or tie.other or tie.place
    kind, role = tie.get_kind_display(), tie.role_label
    # A main liaison officer is a liaison officer: that is not said twice.
    return records.Line(f"{subject} · {end}", tie.start, role if kind in role else f"{kind} {role}".strip())


def consent_line(consent: Consent) -> records.Line:
    return records.Line(consent.purpose, consent.given_on)


records.add("register.Person", person_line)
records.add("register.Tie", tie_line, "person", "member", "organisation", "other", "place")
records.add("register.Consent", consent_line)

urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("people/", views.PeopleList.as_view(), name="people_list"),
    path("people/add/", views.add, name="people_add"),
    path("people/<int:pk>/", detail.detail, name="people_detail"),
    path("people/<int:pk>/timeline/", detail.events, name="people_timeline"),
    path("people/<int:pk>/edit/", views.edit, name="people_edit"),
    path("people/<int:pk>/reveal/", detail.reveal_value, name="people_reveal"),
    path("people/<int:pk>/ties/add/", ties.add_person_tie, name="people_tie_add"),
    path("people/<int:pk>/consents/add/", views.add_consent, name="people_consent_add"),
    path("consents/<int:pk>/withdraw/", views.withdraw, name="people_consent_withdraw"),
    path("ties/<int:pk>/end/", ties.end, name="people_tie_end"),
    path("ties/<int:pk>/edit/", ties.correct, name="people_tie_edit"),
    path("ties/<int:pk>/history/", ties.history, name="people_tie_history"),
]
