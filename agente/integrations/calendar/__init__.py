"""Calendars of vendors: meetings are put there, and what people do there is seen.

Promises: the table `bookings` says who was first, whatever a vendor answers and when; an event is made once, and what
a person does to it counts. Leaves to `agente.scheduling` what a booking is, and to the outbox when deliveries leave.
"""
