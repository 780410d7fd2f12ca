"""Stand-ins of CRMs: they keep and refuse what the vendor would, and fail as a test says."""
