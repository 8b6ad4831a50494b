"""How bulletins stand in searches, time lines and in what a person may take along."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.actors import Actor
from lianxin.bulletins.models import Bulletin, Channel, Delivery
from lianxin.register.models import Person
from lianxin.register.queries.subject import declare_acting
from lianxin.register.reach import (
    EVENTS_AT_MOST,
    Event,
    Found,
    Hit,
    Party,
    Worded,
    describers,
    timeline_names,
    timeline_sources,
    worded_sources,
)


def worded(text: str, actor: Actor) -> QuerySet[Any]:
    """Bulletins by a word of title or number; there are few."""
    rows: Any = Bulletin.objects.visible_to(actor)
    found: QuerySet[Any] = rows.filter(Q(title__contains=text) | Q(number__contains=text))
    return found.order_by("-issued_on", "-pk")


def found(hit: Hit) -> Found:
    title, number = hit.texts
    return Found(gettext_lazy("Bulletin"), title, Bulletin(pk=hit.pk), number)


def timeline(party: Party, actor: Actor) -> Iterable[Event]:
    """Columns that a person signed, bulletins that an organisation issued, as far as the actor may see them."""
    rows: Any = Bulletin.objects.visible_to(actor).filter(issued_on__isnull=False)
    mine = rows.filter(author=party) if isinstance(party, Person) else rows.filter(issuer=party)
    return [
        Event(one.issued_on, one.title, one.number, one, icon=one.family.icon)
        for one in mine.order_by("-issued_on")[:EVENTS_AT_MOST]
    ]


def describe_delivery(delivery: Delivery) -> str:
    return _("Bulletin delivered: {title}").format(title=delivery.bulletin.title)


def describe_bulletin(bulletin: Bulletin) -> str:
    return _("Bulletin signed: {title}").format(title=bulletin.title)


def describe_channel(channel: Channel) -> str:
    return _("Steward of the channel {name}").format(name=channel.name)


declare_acting("bulletins.Delivery.signed_by_id")
worded_sources.add("bulletins", Worded(worded, ("title", "number"), found, day="issued_on"))
timeline_sources.add("bulletins", timeline)
timeline_names.add("bulletins", gettext_lazy("Bulletins"))
describers.add(Delivery._meta.label, describe_delivery)
describers.add(Bulletin._meta.label, describe_bulletin)
describers.add(Channel._meta.label, describe_channel)
