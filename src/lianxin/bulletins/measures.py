"""Measures of bulletins and channels. Delivered, opened and signed for are three facts: sent is never read."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.bulletins.models import Bulletin, Channel, Delivery
from lianxin.figures.measures import At, During, Measure, OnLastDay, Ratio, declare
from lianxin.figures.units import Unit
from lianxin.flows.flow import Phase


def issued(kind: str) -> QuerySet[Bulletin]:
    return Bulletin.objects.filter(kind=kind, phase=Phase.DONE)


def delivered() -> QuerySet[Delivery]:
    return Delivery.objects.filter(bulletin__kind="bimonthly", bulletin__phase=Phase.DONE, delivered_at__isnull=False)


declare(
    Measure(
        key="D3.bulletins",
        name=_("Bimonthly bulletins"),
        unit=Unit.ISSUES,
        words=_("Bimonthly bulletins issued in the period"),
        rows=lambda: issued("bimonthly"),
        when=During("issued_on"),
        place=At("issuer__place"),
    ),
    Measure(
        key="D3.delivered",
        name=_("Bulletins delivered"),
        unit=Unit.PERSON_TIMES,
        words=_("Deliveries of the bimonthly bulletins issued in the period, each receiver of each issue"),
        rows=delivered,
        when=During("bulletin__issued_on"),
        place=At("bulletin__issuer__place"),
    ),
    Measure(
        key="D3.opened",
        name=_("Bulletins opened"),
        unit=Unit.PERSON_TIMES,
        words=_("Of the deliveries of the period, those that the receiver opened"),
        rows=lambda: delivered().filter(opened_at__isnull=False),
        when=During("bulletin__issued_on"),
        place=At("bulletin__issuer__place"),
    ),
    Ratio(
        key="D3.read_rate",
        name=_("Read rate of bulletins"),
        unit=Unit.RATE,
        words=_("Opened by the receiver, of those delivered"),
        numerator="D3.opened",
        denominator="D3.delivered",
    ),
    Measure(
        key="D4.channels",
        name=_("Channels"),
        unit=Unit.CHANNELS,
        words=_("Channels in the directory that are in use on the last day"),
        rows=Channel.objects.all,
        when=OnLastDay(),
        place=At("owner__place"),
    ),
    Measure(
        key="D7.columns",
        name=_("Signed columns"),
        unit=Unit.PAPERS,
        words=_("Columns issued in the period, each signed by its author with affiliation"),
        rows=lambda: issued("column"),
        when=During("issued_on"),
        place=At("issuer__place"),
    ),
)
