"""Qualified leads in the company's CRM, each once, as they are now: HubSpot, Salesforce, or a webhook.

What a person changed in the CRM stays as they left it. Which of our values goes where is in the pack's `crm.yaml`.
"""
