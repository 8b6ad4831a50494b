"""Tables of matters; import them from here."""

from lianxin.matters.models.matters import Matter, MatterParty
from lianxin.matters.models.outcomes import Adoption, Payment, Score

__all__ = ["Adoption", "Matter", "MatterParty", "Payment", "Score"]
