"""Who gets no e-mail any more: addresses that bounced, that complained, or whose owner unsubscribed.

Owns the table `mail_suppressions`. Addresses are kept as digests: nothing personal outlives a person's erasure.
"""
