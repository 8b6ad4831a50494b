"""Forms of bulletins and channels."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.actors import Actor
from lianxin.bulletins.kind import bulletin_kinds
from lianxin.bulletins.models import Bulletin, Channel
from lianxin.bulletins.queries import TO_ORGANISATIONS, TO_PEOPLE
from lianxin.core.dates import today
from lianxin.desk.choosers import DocumentField, OrganisationField, PersonField
from lianxin.desk.moves import date_input
from lianxin.desk.people.filters import districts
from lianxin.register.enums import TieKind
from lianxin.register.models import Organisation

ANY_ORGANISATION = (
    (f"{TieKind.KEY_CONTACT}:", gettext_lazy("Key contacts")),
    (f"{TieKind.LIAISON}:", gettext_lazy("Liaison officers")),
    (f"{TieKind.PAIRING}:", gettext_lazy("Named contacts of leaders")),
)
"""Ties that an audience may name whatever their organisation is; the others name one organisation with a slug."""


def audiences() -> list[tuple[str, str]]:
    """What an audience may be made of: teams and hubs of the city, and ties of any organisation."""
    bodies = Organisation.objects.filter(slug__isnull=False, kind__in=("team", "hub")).order_by("pk")
    named = [
        (f"{TieKind.TEAM if body.kind == 'team' else TieKind.MEMBERSHIP}:{body.slug}", body.name) for body in bodies
    ]
    return [*named, *((key, str(name)) for key, name in ANY_ORGANISATION)]


class BulletinForm(forms.Form):
    """A draft. Its audience is chosen from ties and places, never from people."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=bulletin_kinds.choices)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    number = forms.CharField(label=gettext_lazy("Running number"), max_length=40, required=False)
    body = forms.CharField(label=gettext_lazy("Text"), required=False, widget=forms.Textarea(attrs={"rows": 12}))
    affiliation = forms.CharField(label=gettext_lazy("Affiliation of the author"), max_length=100, required=False)
    period_start = forms.DateField(
        label=gettext_lazy("For the months from"),
        required=False,
        widget=date_input(),
        help_text=gettext_lazy("The first of the first month, for a bulletin that appears every two months."),
    )
    ties = forms.MultipleChoiceField(
        label=gettext_lazy("Audience"), required=False, choices=audiences, widget=forms.CheckboxSelectMultiple
    )
    place = forms.ChoiceField(label=gettext_lazy("Only in"), required=False)
    to = forms.ChoiceField(
        label=gettext_lazy("Receivers"),
        choices=((TO_PEOPLE, gettext_lazy("the people of these ties")), (TO_ORGANISATIONS, gettext_lazy("their organisations"))),
    )
    is_public = forms.BooleanField(label=gettext_lazy("Stands on the public pages"), required=False)

    def __init__(self, data: Any = None, *, actor: Actor, bulletin: Bulletin | None = None) -> None:
        super().__init__(data, initial=known(bulletin) if bulletin is not None else None)
        self.fields["issuer"] = OrganisationField(actor=actor, label=_("Issuer"), initial=bulletin.issuer if bulletin else None)
        self.fields["author"] = PersonField(
            actor=actor, label=_("Author"), required=False, initial=bulletin.author if bulletin else None
        )
        self.fields["document"] = DocumentField(
            actor=actor, label=_("Document"), required=False, initial=bulletin.document if bulletin else None
        )
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)  # noqa: S101  declared above
        place.choices = [("", _("The whole city")), *districts()]
        if bulletin is not None:
            del self.fields["kind"], self.fields["issuer"]
        self.order_fields(["kind", "title", "number", "issuer", "author", "affiliation", "period_start", "body", "document"])

    @property
    def values(self) -> dict[str, Any]:
        """Arguments of `draft_bulletin` or `change_bulletin`."""
        given = dict(self.cleaned_data)
        ties, place, to = given.pop("ties"), given.pop("place"), given.pop("to")
        audience: dict[str, Any] = {}
        if ties:
            audience = {"ties": [dict(zip(("kind", "slug"), tie.split(":", 1), strict=True)) for tie in ties], "to": to}
            audience |= {"place": place} if place else {}
        return {**given, "audience": audience}


def known(bulletin: Bulletin) -> dict[str, Any]:
    """What a draft says already, for its form."""
    audience = bulletin.audience
    return {
        "title": bulletin.title,
        "number": bulletin.number,
        "body": bulletin.body,
        "affiliation": bulletin.affiliation,
        "period_start": bulletin.period_start,
        "is_public": bulletin.is_public,
        "ties": [f"{tie['kind']}:{tie.get('slug', '')}" for tie in audience.get("ties", [])],
        "place": audience.get("place", ""),
        "to": audience.get("to", TO_PEOPLE),
    }


class ChannelForm(forms.Form):
    """A group or account for the directory: names only."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    platform = forms.ChoiceField(label=gettext_lazy("Platform"), choices=Channel.Platform.choices)
    start = forms.DateField(label=gettext_lazy("In use since"), initial=today, widget=date_input())

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data)
        self.fields["owner"] = OrganisationField(actor=actor, label=_("Owner"))
        self.fields["steward"] = PersonField(actor=actor, label=_("Steward"), required=False)
