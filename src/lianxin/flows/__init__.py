"""Stages, moves, clocks: one engine for every kind of matter, gathering, bulletin and ballot."""
