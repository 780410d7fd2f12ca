"""Helpers with no business word in them: ids, the clock, JSON."""
