"""Charts over treaties: which clauses each has, and how long it runs and how one leaves it."""
