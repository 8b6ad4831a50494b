"""Duties on the desk: what was promised and is missing."""
