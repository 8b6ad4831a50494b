"""Programmes are found by their name and code wherever one searches."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.programmes.models import Programme
from lianxin.register.reach import Found, Hit, Worded, describers, worded_sources


def named(text: str, actor: Actor) -> QuerySet[Programme] | None:
    """Programmes whose code, Chinese or English name holds the text."""
    if not actor.may_any("view", Programme):
        return None
    like = Q(code__iexact=text) | Q(name__icontains=text) | Q(name_en__icontains=text)
    return Programme.objects.visible_to(actor).filter(like)


def found(hit: Hit) -> Found:
    code, name, name_en = hit.texts
    programme = Programme(pk=hit.pk, code=code, name=name, name_en=name_en)
    return Found(_("Programme"), programme.name_here, programme, code)


def describe_programme(programme: Programme) -> str:
    """A programme by code and name."""
    return str(programme)


worded_sources.add("programmes", Worded(named, ("code", "name", "name_en"), found))
describers.add("programmes.Programme", describe_programme)
