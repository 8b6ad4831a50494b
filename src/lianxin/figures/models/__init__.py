"""What the app of figures keeps: codes, definitions as they were in force, and frozen figures."""

from lianxin.figures.models.frozen import FrozenFigure, FrozenList, FrozenSlice
from lianxin.figures.models.selections import NamedSelection
from lianxin.figures.models.versions import MeasureVersion

__all__ = ["FrozenFigure", "FrozenList", "FrozenSlice", "MeasureVersion", "NamedSelection"]
