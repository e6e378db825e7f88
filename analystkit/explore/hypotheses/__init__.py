"""The board of competing hypotheses."""
