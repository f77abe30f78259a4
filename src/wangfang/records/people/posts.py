"""Who a signed-in person is for the rules, and how a person gets a post."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from wangfang.records.agencies.load import find
from wangfang.records.agencies.models import Agency
from wangfang.records.agencies.tree import Tree, tree
from wangfang.records.ledger.append import append
from wangfang.records.people.models import Account, Post
from wangfang.records.people.standing import set_one_time, shut_out
from wangfang.records.people.tracing import trace
from wangfang.rules import facts
from wangfang.rules.entrance import login_key
from wangfang.rules.facts import Act, Actor, Kind, PostFacts, Role
from wangfang.rules.planes import require_apart
from wangfang.rules.refusal import Refused

STAFF = tuple(role for role in Role if role not in (Role.PETITIONER, Role.SYSTEM))
_AT = {
    Role.CLERK: Kind.BUREAU,
    Role.BUREAU_LEADER: Kind.BUREAU,
    Role.OFFICER: Kind.UNIT,
    Role.UNIT_LEADER: Kind.UNIT,
}
_LEADING = (Role.BUREAU_LEADER, Role.UNIT_LEADER, Role.LEADER)
LOGIN_LIMIT, NAME_LIMIT = 32, 100
"""Signs; a login fits the subject of its trace."""
ORDINARY = 1
"""The clearance of a post when nothing is said: everything but accusations and protected informants."""


def actor_of(account: Account, today: date, worn: int | None = None) -> Actor:
    """Return the actor at the post that is worn, else at the first that the account has today.

    The other posts of the day come along, because what denies looks at all of them.

    Raises:
        Refused: the account has no post.
    """
    posts = posts_of(account, today)
    post = next((post for post in posts if post.pk == worn), posts[0] if posts else None)
    if post is None:
        raise Refused("您的账号还没有岗位，请联系管理员")
    found = tree()
    return Actor(
        account.login,
        account.name,
        Role(post.role),
        agency_of(post),
        post.clearance,
        tuple(facts_of(one, found) for one in posts if one is not post),
        post.ends_on,
        account.is_active,
    )


def facts_of(post: Post, found: Tree) -> PostFacts:
    """Return a post as the noun that rules speak."""
    agency = found.by_code[found.code_of[post.agency_id]]
    return PostFacts(agency, Role(post.role), post.clearance, post.starts_on, post.ends_on)


def posts_of(account: Account, today: date | None = None) -> list[Post]:
    """Return the posts that an account has on a day, the oldest first; without a day all it ever had."""
    posts = account.held if account.held is not None else list(Post.objects.filter(account=account).order_by("pk"))
    return [post for post in posts if today is None or _is_held_on(post, today)]


def agency_of(post: Post) -> facts.Agency:
    """Return where a post is."""
    found = tree()
    return found.by_code[found.code_of[post.agency_id]]


def wear(account: Account, key: int, act: Act) -> Post:
    """Return the post that somebody puts on, and leave a line.

    Raises:
        Refused: it is not a post that the account has on this day.
    """
    post = next((post for post in posts_of(account, act.day) if post.pk == key), None)
    if post is None:
        raise Refused("您现在没有这个岗位")
    trace(account.login, "wear_post", act.recorded_at, agency=agency_of(post).code, role=post.role)
    return post


def _is_held_on(post: Post, day: date) -> bool:
    return (post.starts_on or day) <= day <= (post.ends_on or day)


def cleared_at(agency: str, day: date, clearance: int) -> list[str]:
    """Return the logins that hold a post of at least this clearance at an agency on a day (举报受理岗)."""
    posts = Post.objects.filter(
        Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day),
        agency__code=agency, clearance__gte=clearance, account__is_active=True,
    )  # fmt: skip
    return sorted(set(posts.values_list("account__login", flat=True)))


def is_anybody(role: str, day: date) -> bool:
    """Tell whether anybody holds a post of a role on a day, anywhere."""
    posts = Post.objects.filter(
        Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day),
        role=role, account__is_active=True,
    )  # fmt: skip
    return posts.exists()


def require_known(login: str) -> str:
    """Return the login of an account as it is written there, so that no mark is put on nobody.

    Raises:
        Refused: there is no such account.
    """
    account = Account.objects.filter(login__iexact=login.strip()[:40]).first()
    if account is None:
        raise Refused(f"没有登录名为“{login.strip()[:40]}”的账号")
    return account.login


def led_by(login: str, day: date) -> list[str]:
    """Return the codes of the agencies that somebody leads on a day (负责人、领导班子)."""
    posts = Post.objects.filter(
        Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day),
        account__login=login, role__in=_LEADING,
    )  # fmt: skip
    return sorted(set(posts.values_list("agency__code", flat=True)))


def cleared(day: date, least: int) -> QuerySet[Post]:
    """Return the posts of a day with at least a clearance, the highest first, with their people and agencies."""
    held = Post.objects.filter(
        Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day), clearance__gte=least
    )
    return held.select_related("account", "agency").order_by("-clearance", "agency__code", "account__login", "pk")


def posts_at(agency: str) -> list[Post]:
    """Return the posts at an agency that have no end yet, with their people."""
    return list(Post.objects.filter(agency__code=agency, ends_on=None).select_related("account").order_by("pk"))


@transaction.atomic
def end_posts(agency: str, last: date, act: Act) -> list[str]:
    """End every post at an agency with its last day; returns the logins, which need a post elsewhere."""
    posts = posts_at(agency)
    for post in posts:
        post.ends_on = last
        post.save(update_fields=["ends_on"])
        said = {"step": "end_post", "actor": act.actor.login, "agency": agency, "until": last}
        append(f"account:{post.account.login}", act.recorded_at, said)
        shut_out(post.account, act, tokens=not _stays(post.account, last))
    return [post.account.login for post in posts]


def _stays(account: Account, last: date) -> bool:
    """Tell whether an account has a post left after a day."""
    return any(post.ends_on is None or post.ends_on > last for post in Post.objects.filter(account=account))


@transaction.atomic
def add_post(  # noqa: PLR0913 - what a post is
    *, login: str, agency: str, role: str, starts_on: date, act: Act, clearance: int = ORDINARY
) -> None:
    """Give an account that is there another post, from a day on.

    Raises:
        Refused: there is no such account, role or agency, the account has that post already, or one that
            excludes it (三员分立).
    """
    account = Account.objects.filter(login_key=login_key(login)).first()
    if account is None:
        raise Refused(f"没有登录名为“{login[:40]}”的账号，请先用 accounts add 建立")
    place = _place_for(agency, role)
    if not tree().agency(agency).exists_on(starts_on):
        raise Refused(f"{place.name}在{starts_on}不存在")
    if Post.objects.filter(account=account, agency=place, role=role, ends_on=None).exists():
        raise Refused(f"“{login}”已经有这个岗位")
    found = tree()
    post = Post(account=account, agency=place, role=role, starts_on=starts_on, clearance=clearance)
    require_apart([facts_of(one, found) for one in (*Post.objects.filter(account=account), post)])
    post.save()
    said = {"step": "add_post", "actor": act.actor.login, "agency": agency, "role": role, "from": starts_on}
    said |= {"clearance": clearance} if clearance != ORDINARY else {}
    append(f"account:{account.login}", act.recorded_at, said)


def _place_for(agency: str, role: str) -> Agency:
    """Return the agency of a post, where such a post may be."""
    if role not in STAFF:
        raise Refused(f"没有“{role[:20]}”这个岗位，可以是 {'、'.join(STAFF)}")
    place = find(agency)
    kind = Kind(place.kind)
    if _AT.get(Role(role), kind) is not kind:
        raise Refused(f"“{role}”这个岗位只设在{'信访部门' if _AT[Role(role)] is Kind.BUREAU else '责任单位'}")
    return place


def switch_keys(account: Account, *, on: bool) -> None:
    """Switch the single-key shortcuts of the desk on or off for a person (WCAG 2.1.4)."""
    Account.objects.filter(pk=account.pk).update(keys_on=on)


@transaction.atomic
def add_account(  # noqa: PLR0913 - what an account is
    *, login: str, name: str, agency: str, role: str, act: Act, clearance: int = ORDINARY
) -> str:
    """Create an account with one post, and return its one-time password; `clearance` 2 is for whoever takes accusations.

    Raises:
        Refused: the login is taken or empty, the role or the agency does not exist.
    """
    if not login_key(login) or not name.strip() or len(login) > LOGIN_LIMIT or len(name) > NAME_LIMIT:
        raise Refused(f"登录名和姓名不能为空，登录名最多 {LOGIN_LIMIT} 个字符")
    place = _place_for(agency, role)
    if Account.objects.filter(login_key=login_key(login)).exists():
        raise Refused(f"登录名“{login}”已经有人用了")
    account = Account(login=login.strip(), name=name)
    password = set_one_time(account, act)
    Post.objects.create(account=account, agency=place, role=role, clearance=clearance)
    said = {"step": "add_account", "actor": act.actor.login, "agency": agency, "role": role}
    said |= {"clearance": str(clearance)} if clearance != ORDINARY else {}
    append(f"account:{account.login}", act.recorded_at, said)
    return password
