"""Deliveries waiting to leave. Owns the table `outbox`; a delivery is written in the transaction that causes it."""
