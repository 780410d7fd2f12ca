"""What may go wrong with a booking."""


class SlotTaken(Exception):
    """The slot is somebody else's by now."""
