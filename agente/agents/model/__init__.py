"""A turn with a language model: when one is asked, what it is told, and what of its answer is let through.

The local engine has always answered before; its draft is what goes out when no model may or can do better in time.
"""
