"""Joining two records that are one, splitting a record that is two, and the history of both with undo."""
