"""Measures of this app."""
