"""What sales knows of a contact: details from what they wrote, the score and its reasons. Owns the table `leads`.

Promises: one lead a contact; a lead becomes qualified once, with one event; the score comes from the pack's rules.
"""
