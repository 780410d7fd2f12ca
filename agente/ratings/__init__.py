"""How the customer found the service, from 1 to 5. Owns the table `ratings`: one a conversation."""
