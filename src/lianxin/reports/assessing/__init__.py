"""The yearly assessment of district units: schemes, figures locked for them, self-reports, the check, contests, results."""
