"""The prose of a report against its figures: what is typed and not bound, and words that the values do not bear (F11, F12)."""
