"""Charts over motives: who wants what, how sure that is, and which articles would serve it."""
