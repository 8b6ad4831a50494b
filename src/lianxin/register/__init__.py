"""People and organisations, the dated ties between them, and the rows of lists that say so."""
