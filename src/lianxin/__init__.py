"""Lianxin: the engagement work of a city's federation of associations, from lists to a signed report."""

__version__ = "0.1.0"
