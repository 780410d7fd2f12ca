"""What can be predicted of a text or a conversation alone, by the names of the command line."""

from enum import StrEnum


class Task(StrEnum):
    INTENT = "intent"
    DETAILS = "details"
    HANDOFF = "handoff"
    INJECTION = "injection"
    PERSONAL_DATA = "personal-data"
