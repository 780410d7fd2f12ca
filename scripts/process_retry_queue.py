"""Sends all waiting CRM deliveries now (runbook 10.3): python scripts/process_retry_queue.py"""

from agente.cli.outbox import process_retry_queue

if __name__ == "__main__":
    process_retry_queue()
