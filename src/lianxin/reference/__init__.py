"""Places and their history, the working-day calendar, dated rules, code lists."""
