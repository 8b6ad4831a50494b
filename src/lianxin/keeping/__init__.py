"""Keeping and not keeping: backups, restores that bring nobody erased back, and what is deleted when its time is over."""
