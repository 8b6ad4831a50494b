"""Record types of lists that this app takes in and gives out."""
