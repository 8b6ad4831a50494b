"""Tables of ballots; import them from here."""

from lianxin.ballots.models.ballots import Ballot, BallotEntry, RollEntry, Vote

__all__ = ["Ballot", "BallotEntry", "RollEntry", "Vote"]
