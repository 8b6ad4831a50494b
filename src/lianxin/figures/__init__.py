"""Measure, Unit, Selection, Figure: the contract by which every printed number opens to its records."""
