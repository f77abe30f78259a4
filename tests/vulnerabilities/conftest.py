"""One case with a file at a street office, and everybody who might want to look into it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import reverse

from tests.attachments import SAMPLES
from tests.cast import load_city, operator_act
from tests.records.files.sending import Sent
from tests.stories import Story, story
from wangfang.records.files import keep
from wangfang.records.files.models import StoredFile
from wangfang.records.people.models import Account
from wangfang.records.people.posts import add_account
from wangfang.rules.facts import Role

PASSWORD = "correct horse battery staple"


@dataclass
class World:
    """A case that some may see, and its file."""

    case: Story
    file: StoredFile
    browsers: dict[str, Client] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """Return the number of the case."""
        return self.case.now.number

    def at(self, agency: str, role: Role = Role.CLERK) -> Client:
        """Return the browser of somebody who sits at an agency."""
        login = f"{agency}-{role}".lower()
        if login not in self.browsers:
            add_account(login=login, name=login, agency=agency, role=role, act=operator_act())
            account = Account.objects.get(login=login)
            account.set_password(PASSWORD)
            account.save()
            client = Client(headers={"Accept": "text/html"})
            client.force_login(account, backend="wangfang.records.people.doors.Door")
            self.browsers[login] = client
        return self.browsers[login]

    def petitioner(self) -> Client:
        """Return the browser of the petitioner, who has typed in number and code."""
        client = Client(headers={"Accept": "text/html"})
        client.post(reverse("portal:follow"), {"number": self.number, "code": self.case.code})
        return client


@pytest.fixture
def world(db: None) -> World:
    """Let a case with a file come to a street office."""
    load_city()
    told = story().about(title="canary-title", text="canary-text").submitted(to="NG").registered().forwarded("NG-XF")
    stored = keep.keep(Sent("canary-file.png", SAMPLES["png"]), told.now.number, told.moment)
    return World(told, stored)
