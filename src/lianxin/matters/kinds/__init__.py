"""The kinds, one folder each; every folder registers itself here with one line."""
