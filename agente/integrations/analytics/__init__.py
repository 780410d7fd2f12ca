"""The stream of events for analytics, without personal data: to a webhook, to files, or both."""
