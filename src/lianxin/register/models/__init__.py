"""The register's tables; import them from here."""

from lianxin.register.models.documents import Consent, Document, EstablishedPost
from lianxin.register.models.parties import (
    GradeHolding,
    Organisation,
    PartyReference,
    Person,
    SearchTerm,
    StratumHolding,
)
from lianxin.register.models.sources import Import, Mention, PartyKey, SourceRow, Touch
from lianxin.register.models.ties import Tie

__all__ = [
    "Consent",
    "Document",
    "EstablishedPost",
    "GradeHolding",
    "Import",
    "Mention",
    "Organisation",
    "PartyKey",
    "PartyReference",
    "Person",
    "SearchTerm",
    "SourceRow",
    "StratumHolding",
    "Tie",
    "Touch",
]
