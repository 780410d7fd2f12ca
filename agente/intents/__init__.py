"""What a customer message is for: the 16 intents, the open corpus and the classifier trained from it."""
