"""Registers the room "campaigns" with Django."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Campaigns that clean up the past."""

    name = "wangfang.records.campaigns"
    label = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"
