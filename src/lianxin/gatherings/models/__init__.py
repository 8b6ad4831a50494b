"""Tables of gatherings; import them from here."""

from lianxin.gatherings.models.gatherings import Gathering, Venue
from lianxin.gatherings.models.participations import Attendance, Participation, Session

__all__ = ["Attendance", "Gathering", "Participation", "Session", "Venue"]
