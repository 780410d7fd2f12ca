"""A stand-in for OpenAI and Anthropic on this machine: their wire formats, with replies and faults by script.

Each request is held against the vendor's own description; one that does not fit is refused as the vendor would, and
fails the test. As a program: `python -m tests.support.vendors --port 9000 --mode obedient`.
"""

from tests.support.vendors.replies import Asked, Reply, call_tools, fault, say
from tests.support.vendors.server import Vendors

__all__ = ["Asked", "Reply", "Vendors", "call_tools", "fault", "say"]
