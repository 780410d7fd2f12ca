"""Texts that people read, by key and locale, and how numbers, dates and times are written in each."""
