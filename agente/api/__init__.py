"""The front door: the application, what stands at its gate, and how refusals look."""
