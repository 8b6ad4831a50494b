"""What this area puts into the desk's navigation, and how its records are linked and written elsewhere."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.ballots.models import Ballot, BallotEntry, RollEntry, Vote
from lianxin.desk import links, records
from lianxin.ui.navigation import Item, register_item

register_item("work", Item(gettext_lazy("Votes"), "desk:ballots_list", "vote", "view", Ballot))

links.add("ballots.Ballot", "desk:ballots_detail")
for _model in ("ballots.BallotEntry", "ballots.RollEntry", "ballots.Vote"):
    links.add(_model, "desk:ballots_detail", of=lambda row: row.ballot_id)


def ballot_line(row: Ballot) -> records.Line:
    """Title, the day on which it closes, kind and organiser."""
    return records.Line(row.title, row.closes_on, f"{row.family.name} · {row.organiser}")


def entry_line(row: BallotEntry) -> records.Line:
    """What was entered, in which vote."""
    return records.Line(row.title, row.ballot.closes_on, row.ballot.title)


def roll_line(row: RollEntry) -> records.Line:
    """Who was on which roll; never what they voted."""
    return records.Line(str(row.person), row.ballot.closes_on, row.ballot.title)


def vote_line(row: Vote) -> records.Line:
    """For what, on which paper: the beginning of the random number."""
    return records.Line(
        row.entry.title if row.entry else "—",
        row.ballot.closes_on,
        _("{vote} · paper {paper}").format(vote=row.ballot.title, paper=row.paper[:8]),
    )


records.add("ballots.Ballot", ballot_line, "organiser")
records.add("ballots.BallotEntry", entry_line, "ballot")
records.add("ballots.RollEntry", roll_line, "ballot", "person")
records.add("ballots.Vote", vote_line, "ballot", "entry")
