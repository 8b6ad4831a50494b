"""People: list, page, ties, values with their sources, and the search of the desk."""
