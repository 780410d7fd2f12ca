"""The passages of a pack and how the one that answers a question is found."""
