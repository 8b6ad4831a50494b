"""Ids, dates, errors, sealed fields and field labels: imports nothing of ours."""
