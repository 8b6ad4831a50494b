"""The desk's front page: the programmes as rings, and the figures of the city at a glance."""
