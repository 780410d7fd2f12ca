"""The folder that describes one business: its format, loading, checking and scaffolding.

Promises: a `Pack` that was loaded is valid, immutable and named by the hash of its content. Owns no state:
who serves a pack, and when it is taken up again, is decided above.
"""
