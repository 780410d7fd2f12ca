"""Labelled dialogues and the runners that score them: a pack's conversation tests, and lines of anybody's data."""
