"""How is a person who is signed in recognised: the account and the post, read at once."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from wangfang.records.people.models import Account, Post


class Door(ModelBackend):
    """Django's own sign-in, with one query fewer on every page."""

    def get_user(self, user_id: int) -> Account | None:
        """Return the account of a session with the post it wears, none when it may not come in."""
        post = Post.objects.select_related("account").filter(account_id=user_id).order_by("pk").first()
        if post is None:
            known = super().get_user(user_id)
            return known if isinstance(known, Account) else None
        account: Account = post.account
        account.worn = post
        return account if self.user_can_authenticate(account) else None
