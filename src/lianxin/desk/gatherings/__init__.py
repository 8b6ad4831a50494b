"""Desk pages of gatherings: the list, a gathering with its stages and people, attendance, rosters, venues."""
