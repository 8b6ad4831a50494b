"""Separate desks of different people: data protection, security, system, audit. None of them reads case content."""
