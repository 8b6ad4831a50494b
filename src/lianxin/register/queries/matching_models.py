"""Which model weighs the evidence: the one that was trained here and is in use, else the one that comes with Lianxin."""

from __future__ import annotations

from lianxin.linkage.settings import Model, model_from, shipped_model
from lianxin.register.models import MatchModel


def model_in_use(question: str) -> Model:
    """The model for "people" or "organisations"."""
    trained = MatchModel.objects.filter(question=question, in_use=True).first()
    return model_from(trained.parameters) if trained else shipped_model(question)
