"""Duties: what was promised and is missing. A gap closes itself when the record appears, because it is computed from records."""
