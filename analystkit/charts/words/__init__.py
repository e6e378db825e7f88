"""Charts over words: where they stand in a text, what sets it apart, and what they bind to."""
