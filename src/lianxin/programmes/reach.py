"""Programmes are found by their name and code wherever one searches."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.programmes.models import Programme
from lianxin.register.reach import Found, describers, search_sources


def find_programmes(text: str, actor: Actor, limit: int) -> Iterable[Found]:
    """Programmes whose code, Chinese or English name holds the text."""
    if not actor.may_any("view", Programme):
        return []
    named = Q(code__iexact=text) | Q(name__icontains=text) | Q(name_en__icontains=text)
    rows = Programme.objects.visible_to(actor).filter(named)[:limit]
    return [Found(_("Programme"), programme.name_here, programme, programme.code) for programme in rows]


def describe_programme(programme: Programme) -> str:
    """A programme by code and name."""
    return str(programme)


search_sources.add("programmes.Programme", find_programmes)
describers.add("programmes.Programme", describe_programme)
