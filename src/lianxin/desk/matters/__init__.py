"""Pages of matters: what waits for whom, lists, one page per matter, registering for somebody else."""
