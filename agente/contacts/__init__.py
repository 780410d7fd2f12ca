"""The person who writes: one contact a person, across channels. Owns the table `contacts`."""
