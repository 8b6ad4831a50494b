"""Likely pairs: two records side by side, the list of questions, and how the matching weighs."""
