"""Agente: conversational AI agents for commercial service, described by a folder and run by one command."""

import os

__version__ = "0.1.0"

# One message's arithmetic is too small to share among threads: on busy cores they wait for each other, which made the
# router ten times as slow. numpy reads this when it is first imported, so it stands before everything.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
