"""The chart over indicators."""
