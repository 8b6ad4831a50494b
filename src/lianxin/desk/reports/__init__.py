"""The work report: reading, editing its text, taking it away; and the assessment of district units."""
