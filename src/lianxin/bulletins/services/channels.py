"""The directory of channels: names, owners, stewards and yearly checks; no content ever comes in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.bulletins.models import Channel
from lianxin.core.dates import today
from lianxin.core.errors import BadInput, Conflict
from lianxin.journal.services.entries import record
from lianxin.register.models import Organisation, Person

CHANGEABLE = ("name", "steward")


@transaction.atomic
def open_channel(
    *,
    name: str,
    platform: str,
    owner: Organisation,
    by: Actor,
    steward: Person | None = None,
    start: dt.date | None = None,
    checked_on: dt.date | None = None,
    at: dt.date | None = None,
) -> Channel:
    """Enter a group or account of `owner` into the directory. Asked of the owner ("open_channel")."""
    by.require("open_channel", owner)
    if platform not in Channel.Platform.values:
        raise BadInput(_("Choose a platform of the list."))
    if not name.strip():
        raise BadInput(_("A channel needs a name."))
    channel = Channel.objects.create(
        name=name.strip(), platform=platform, owner=owner, steward=steward, start=start or at or today(), checked_on=checked_on
    )
    record("open_channel", channel, by=by, at=at, data={"platform": platform})
    return channel


@transaction.atomic
def change_channel(channel: Channel, *, by: Actor, at: dt.date | None = None, **values: Any) -> Channel:
    """Another name or another steward."""
    by.require("edit", channel)
    unknown = sorted(set(values) - set(CHANGEABLE))
    if unknown:
        raise BadInput(_("A channel has no {unknown} that could be changed.").format(unknown="、".join(unknown)))
    for name, value in values.items():
        setattr(channel, name, value)
    channel.save(update_fields=list(values))
    record("change_channel", channel, by=by, at=at, data={"changed": sorted(values)})
    return channel


@transaction.atomic
def check_channel(channel: Channel, *, by: Actor, at: dt.date | None = None) -> Channel:
    """The yearly check: owner and steward are still the ones named. Sets the day."""
    by.require("check", channel)
    day = at or today()
    if channel.end is not None and channel.end <= day:
        raise Conflict(_("This channel is closed."))
    channel.checked_on = day
    channel.save(update_fields=["checked_on"])
    record("check_channel", channel, by=by, at=day)
    return channel


@transaction.atomic
def close_channel(channel: Channel, *, by: Actor, at: dt.date | None = None) -> Channel:
    """The channel is in use until `at` (exclusive). Its line stays in the directory."""
    by.require("edit", channel)
    day = at or today()
    if day < channel.start:
        raise BadInput(_("It ends before it begins: give the earlier day first."))
    if not Channel.objects.filter(pk=channel.pk, end=None).update(end=day):
        raise Conflict(_("This channel is closed."))
    channel.end = day
    record("close_channel", channel, by=by, at=day)
    return channel
