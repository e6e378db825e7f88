"""Charts over motives: who wants what, how sure that is, and on which articles it leans."""
