"""The on-call runbook, item by item, against the real product and its real neighbours. `make test-ops` runs it."""
