"""Organisations and documents."""
