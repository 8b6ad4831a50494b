"""Places, calendar days and dated rules: data that everybody reads and few change.

Rows are written by `services.load` (what is shipped) and `services.changes` (what an office adds by hand) only. They
are few and read all the time, so readers go through the snapshots of `queries` and `calendar`; `Stamp` tells them when
to read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.core.labels import PLUMBING, REFERENCE, label

if TYPE_CHECKING:
    import datetime as dt


def valid_on(day: dt.date) -> Q:
    """Rows whose half-open validity `[valid_from, valid_to)` holds `day`."""
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))


class PlaceQuerySet(models.QuerySet["Place"]):
    def on(self, day: dt.date) -> PlaceQuerySet:
        """Places that exist on `day`."""
        return self.filter(valid_on(day))

    def within(self, place: Place) -> PlaceQuerySet:
        """`place`, what it was called before, and everything under either; on any date."""
        wanted = Q()
        for path in place.all_paths:
            wanted |= Q(path__startswith=path)
        return self.filter(wanted)

    def by_code(self, code: str, on: dt.date) -> Place | None:
        """The place that carried the GB/T 2260 code on that day."""
        return self.on(on).filter(code=code).exclude(code="").first()

    def units(self, on: dt.date) -> PlaceQuerySet:
        """The lines of the report's table by district on that day, those with a code first and in code order."""
        heirs = Q(district=F("pk")) | Q(level=Place.Level.DISTRICT)
        return (
            self.on(on)
            .filter(heirs)
            .order_by(models.Case(models.When(code="", then=1), default=0), "code", "pk")
        )


class Place(models.Model):
    """A GB/T 2260 unit, a street or community below it, or a functional zone without a code, for a span of time.

    A unit that is renamed or raised (普兰店市 210282 to 普兰店区 210214 in 2015) ends and names its successor; both rows
    share one `district`, so that counts do not break in the year of the change.
    """

    class Level(models.TextChoices):
        PROVINCE = "province", _("Province")
        CITY = "city", _("City")
        DISTRICT = "district", _("District or county")
        STREET = "street", _("Street or town")
        COMMUNITY = "community", _("Community")
        ZONE = "zone", _("Functional zone")

    code = label(models.CharField(_("code"), max_length=12, blank=True), REFERENCE)
    name = label(models.CharField(_("name"), max_length=60), REFERENCE)
    aliases = label(models.CharField(_("other names"), max_length=200, blank=True), REFERENCE)
    """Names as lists write them, separated by spaces, over what the name itself gives (西岗 for 西岗区)."""
    level = label(models.CharField(_("level"), max_length=10, choices=Level.choices), REFERENCE)
    parent = label(
        models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"),
        PLUMBING,
    )
    path = label(models.CharField(max_length=120, blank=True, db_index=True), PLUMBING)
    """Delimited ids of the ancestors and itself, `/1/5/`. Written by `services.load.rebuild_tree`, as are the next two."""
    former_paths = label(models.CharField(max_length=300, blank=True), PLUMBING)
    """Paths of the places that this one succeeds, separated by spaces."""
    district = label(
        models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"), PLUMBING
    )
    """The line of the report's table: the nearest place at district level, or a zone directly under a city, in its
    latest form. Empty for the city and the province."""
    valid_from = label(models.DateField(_("valid from")), REFERENCE)
    """1949-10-01 stands for "older than our sources"."""
    valid_to = label(models.DateField(_("valid to"), null=True, blank=True), REFERENCE)
    successor = label(
        models.ForeignKey(
            "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
        ),
        PLUMBING,
    )
    source = label(models.CharField(_("source"), max_length=200), REFERENCE)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = (
            models.UniqueConstraint(
                fields=["code", "valid_from"], condition=~Q(code=""), name="place_code_once"
            ),
            models.UniqueConstraint(fields=["parent", "name", "valid_from"], name="place_name_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="place_span_forward"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def all_paths(self) -> list[str]:
        return [self.path, *self.former_paths.split()]

    def is_valid_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class CalendarYear(models.Model):
    """Whether the State Council's notice of a year's days off and swapped working days is loaded."""

    year = label(models.PositiveSmallIntegerField(_("year"), unique=True), REFERENCE)
    notice_published = label(models.BooleanField(_("notice published"), default=False), REFERENCE)
    source = label(models.CharField(_("source"), max_length=200), REFERENCE)

    class Meta:
        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day that differs from the plain week. Weekends off and weekdays worked have no row.

    A local day (a half-day granted by the city, a day closed for a storm) is a row of its own and wins over the notice.
    """

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Statutory holiday or day off around it")
        LIEU = "lieu", _("Day off swapped for a weekend")
        WORKDAY = "workday", _("Working weekend")

        @property
        def is_working(self) -> bool:
            return self is CalendarDay.Kind.WORKDAY

    date = label(models.DateField(_("date")), REFERENCE)
    kind = label(models.CharField(_("kind"), max_length=10, choices=Kind.choices), REFERENCE)
    name = label(models.CharField(_("name"), max_length=60, blank=True), REFERENCE)
    is_local = label(models.BooleanField(_("local"), default=False), REFERENCE)
    source = label(models.CharField(_("source"), max_length=200), REFERENCE)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        constraints = (models.UniqueConstraint(fields=["date", "is_local"], name="calendar_day_once"),)

    def __str__(self) -> str:
        return f"{self.date.isoformat()} {self.name}"


class DatedRule(models.Model):
    """A deadline, threshold, weight or list that holds from a day to a day. Wins over what the code declares."""

    key = label(models.CharField(_("key"), max_length=100), REFERENCE)
    value = label(models.JSONField(_("value")), REFERENCE)
    valid_from = label(models.DateField(_("valid from")), REFERENCE)
    valid_to = label(models.DateField(_("valid to"), null=True, blank=True), REFERENCE)
    source = label(models.CharField(_("source"), max_length=200), REFERENCE)

    class Meta:
        verbose_name = _("dated rule")
        verbose_name_plural = _("dated rules")
        constraints = (
            models.UniqueConstraint(fields=["key", "valid_from"], name="dated_rule_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="dated_rule_span_forward"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.valid_from.isoformat()}"


class Stamp(models.Model):
    """A token that changes whenever reference data changes, so that other processes read their snapshot again."""

    token = label(models.CharField(max_length=32), PLUMBING)
