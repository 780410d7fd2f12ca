"""Was the intent right? People look at a sample of turns and say so. Owns the table `intent_reviews`.

What they say gives the accuracy in service, and new examples for the pack.
"""
