"""Is anybody to be notified?"""

from agente.outbox.ports import Destination
from agente.packs.pack import Pack
from agente.settings import Settings
from agente.storage.database import Database


def build_notifications(settings: Settings, pack: Pack, _database: Database) -> Destination | None:
    if not (settings.slack_webhook_url or settings.notify_webhook_url):
        return None
    from agente.integrations.notifications.destination import Notifications, Slack, Webhook

    slack = Slack(settings.slack_webhook_url) if settings.slack_webhook_url else None
    url = settings.notify_webhook_url
    webhook = Webhook(url, settings.notify_webhook_secret) if url else None
    return Notifications(slack, webhook, pack.business.locales[0], settings.public_url)
