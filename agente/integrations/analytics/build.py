"""Is analytics configured?"""

from agente.outbox.ports import Destination
from agente.packs.pack import Pack
from agente.settings import Settings
from agente.storage.database import Database


def build_analytics(settings: Settings, _pack: Pack, _database: Database) -> Destination | None:
    if not settings.analytics_wanted:
        return None
    from agente.integrations.analytics.destination import Analytics
    from agente.integrations.analytics.files import EventFiles
    from agente.integrations.analytics.webhook import EventWebhook

    url, folder = settings.analytics_webhook_url, settings.analytics_dir
    webhook = EventWebhook(url, settings.analytics_webhook_secret) if url else None
    return Analytics(webhook, EventFiles(folder) if folder else None)
