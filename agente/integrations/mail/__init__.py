"""E-mail, by SendGrid or SMTP: notices for the team, confirmations, invitations and transcripts for customers."""
