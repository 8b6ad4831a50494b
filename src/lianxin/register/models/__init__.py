"""The register's tables; import them from here."""

from lianxin.register.models.consents import ChildAccess, ConsentRefusal, ConsentText
from lianxin.register.models.documents import Consent, Document, EstablishedPost
from lianxin.register.models.edits import TieChange, TieEdit
from lianxin.register.models.parties import (
    GradeHolding,
    Organisation,
    PartyReference,
    Person,
    SearchTerm,
    StratumHolding,
)
from lianxin.register.models.questions import MatchModel, MatchRun, PairQuestion
from lianxin.register.models.regroupings import Regrouping
from lianxin.register.models.shapes import ListShape
from lianxin.register.models.sources import Import, Mention, PartyKey, SourceRow, Touch
from lianxin.register.models.stops import Erasure, Stop
from lianxin.register.models.ties import Tie

__all__ = [
    "ChildAccess",
    "Consent",
    "ConsentRefusal",
    "ConsentText",
    "Document",
    "Erasure",
    "EstablishedPost",
    "GradeHolding",
    "Import",
    "ListShape",
    "MatchModel",
    "MatchRun",
    "Mention",
    "Organisation",
    "PairQuestion",
    "PartyKey",
    "PartyReference",
    "Person",
    "Regrouping",
    "SearchTerm",
    "SourceRow",
    "Stop",
    "StratumHolding",
    "Tie",
    "TieChange",
    "TieEdit",
    "Touch",
]
