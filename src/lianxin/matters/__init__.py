"""Something raised that must be answered: cases, proposals, nominations, grants, ratings, requests."""
