"""Desk pages of votes: the list, a vote with its stages, entries, roll size and, after closing, the count."""
