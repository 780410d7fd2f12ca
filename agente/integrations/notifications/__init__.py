"""News for the people of the business: new leads and handoffs, to Slack and to a webhook of their own."""
