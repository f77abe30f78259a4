"""Registers the room "people" with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, posts, and the petitioners' real names."""

    name = "wangfang.records.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
