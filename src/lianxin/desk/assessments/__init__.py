"""The yearly assessment of district units: schemes, one unit's page, the records behind its figures, the comparison."""
