"""What operators change while it runs: maintenance and a few settings. Owns the table `settings`.

All processes of an installation follow within seconds; nothing is read from the database while a request waits.
"""
