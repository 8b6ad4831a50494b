"""Settings, the table of environment keys, start-up checks and the root URLs."""
