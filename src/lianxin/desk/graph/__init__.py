"""The federation as a graph, and its coverage district by district, as of any day."""
