"""Append-only entries written by services, sealed into a hash chain afterwards; and the table of reads."""
