"""Minutes of a meeting as a sheet."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from lianxin.core.dates import today
from lianxin.reports.paper.front import Form, Front, Minutes
from lianxin.reports.paper.of_report import TITLE_CHARACTERS, day_words, printing
from lianxin.reports.paper.sheet import Attendance, Prose, Run, Sheet
from lianxin.reports.paper.titles import title_lines


def sheet_of_minutes(minutes: Minutes) -> Sheet:
    """The minutes as a document; who attended stands behind the text, the names of each kind under one another."""
    day: dt.date = minutes.issued_on or today()
    front = Front(
        form=Form.MINUTES,
        mark=minutes.mark,
        number=minutes.number,
        copies_to=minutes.copies_to,
        printed_by=minutes.office if minutes.printed_on else "",
        printed_on=minutes.printed_on,
        contents=False,
    )
    gap = "、" if minutes.language == "zh" else ", "
    present = (
        (_("Attended"), minutes.attended),
        (_("Excused"), minutes.excused),
        (_("Observed"), minutes.observed),
    )
    return Sheet(
        front=front,
        title=tuple(title_lines(minutes.title, TITLE_CHARACTERS, (minutes.office,))),
        language=minutes.language,
        signatory=minutes.office,
        day=day_words(day, minutes.language),
        made_on=day,
        body=tuple(Prose(0, (Run(text),)) for text in minutes.text),
        printing=printing(front, day, minutes.language),
        attendance=tuple(Attendance(label, gap.join(names)) for label, names in present if names),
    )
