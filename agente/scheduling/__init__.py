"""Meetings: which times are free, which are meant, and booking one. Owns the table `bookings`.

Promises: a slot is booked once, whatever happens at the same moment; times are the business's own, stored in UTC.
"""
