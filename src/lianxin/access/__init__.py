"""Actor, rule registry, explain: who may do what. Knows no nouns."""
