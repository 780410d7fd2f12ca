"""Checks on text that comes in and goes out. Pure functions: what to do about a finding is the caller's."""
