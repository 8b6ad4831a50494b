"""Figures: catalogue, passports, and the page that opens a number to its records."""
