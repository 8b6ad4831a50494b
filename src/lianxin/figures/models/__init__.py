"""What the app of figures keeps: codes, definitions as they were in force, frozen figures, and what is given on a day."""

from lianxin.figures.models.frozen import FrozenFigure, FrozenList, FrozenSlice
from lianxin.figures.models.patterns import DayPattern
from lianxin.figures.models.selections import NamedSelection
from lianxin.figures.models.versions import MeasureVersion

__all__ = ["DayPattern", "FrozenFigure", "FrozenList", "FrozenSlice", "MeasureVersion", "NamedSelection"]
