"""A city's programmes: data that binds kinds, teams and measures into one page each."""
