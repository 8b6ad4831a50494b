"""One page for each programme."""
