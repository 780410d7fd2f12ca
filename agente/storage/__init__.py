"""Where rows live: the engine, transactions as plain functions, and the types that both databases share.

Promises: a transaction function runs whole or not at all, off the event loop, and what it returned is durable.
A database that cannot be used is one error, `Unavailable`.
"""
