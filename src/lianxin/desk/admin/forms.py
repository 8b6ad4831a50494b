"""Forms of the security administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.access.roles import STAFF_POSTS, Role
from lianxin.core.dates import today
from lianxin.desk.choosers import OrganisationField, PersonField
from lianxin.reference.models import Place
from lianxin.reference.queries import find_place

if TYPE_CHECKING:
    from lianxin.access.actors import Actor

POSTS = [(role.value, role.label) for role in Role if role in STAFF_POSTS]


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class PostForm(forms.Form):
    """A staff post: which rights, at which office, over which place, from when to when."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(label=_("Right"), choices=POSTS)
        self.fields["office"] = OrganisationField(label=_("Office"), actor=actor)
        self.fields["place"] = forms.CharField(
            label=_("Over which place"), required=False, help_text=_("By name; empty: the place of the office.")
        )
        self.fields["start"] = _day(_("From"), initial=today)
        self.fields["end"] = _day(_("Until (exclusive)"), required=False, help_text=_("Give one wherever the post is known to end."))

    def clean_place(self) -> Place | None:
        text = self.cleaned_data.get("place")
        if not text:
            return None
        place = find_place(text, today())
        if place is None:
            raise forms.ValidationError(gettext("There is no such place in the table of places."))
        return place


class NewStaffForm(PostForm):
    """Somebody who is not in the register yet, with a post and an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(label=_("Full name"), max_length=100)
        self.fields["username"] = forms.CharField(label=_("User name"), max_length=150)
        self.order_fields(("name", "username", "role", "office", "place", "start", "end"))


class AccountForm(forms.Form):
    """An account for somebody who holds a post or a liaison tie."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonField(label=_("Person"), actor=actor)
        self.fields["username"] = forms.CharField(label=_("User name"), max_length=150)


class EndPostForm(forms.Form):
    end = _day(_("Until (exclusive)"), initial=today)
