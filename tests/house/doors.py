"""Which kind of door is each address: the one table from address to class, and how the addresses are found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from django.urls import URLPattern, URLResolver, get_resolver


class Door(StrEnum):
    """What it takes to stand behind an address."""

    PUBLIC = "public"  # nothing
    BY_CODE = "by_code"  # a petition's number and its query code, given before
    SIGNED_IN = "signed_in"  # a person signed in; no case in the address
    CASE = "case"  # a person signed in, and the case of the number in the address may be seen
    TOKEN = "token"
    TOKEN_CASE = "token_case"


_NAMES: Mapping[Door, str] = {
    Door.PUBLIC: """
        api:openapi-json api:api-root
        portal:home portal:what portal:where portal:contact portal:follow portal:leave portal:rated portal:how
        portal:rights portal:notice portal:privacy portal:language
        desk:sign-in desk:code portal:csp-report
    """,
    Door.BY_CODE: """
        portal:display portal:check portal:received portal:slip portal:case portal:paper portal:paper-pdf
        portal:withdraw portal:review portal:recheck portal:rate portal:proof portal:proof-file
    """,
    Door.SIGNED_IN: """
        desk:sign-out desk:keys desk:worklist desk:print-list desk:register desk:suggest desk:alike-typed desk:indicators desk:behind desk:bulletins
        desk:bulletin-draft desk:bulletin desk:bulletin-docx desk:bulletin-pdf desk:outbox
        desk:frozen-sets desk:freeze desk:frozen desk:frozen-behind desk:frozen-corrections
        desk:bulletin-special desk:bulletins-received desk:bulletin-section desk:bulletin-compare desk:bulletin-submit
        desk:bulletin-send-back desk:bulletin-approve desk:bulletin-issue desk:bulletin-remind desk:bulletin-receive
        desk:reveals desk:prove desk:password desk:second desk:posts desk:devices desk:kept desk:accounts
        desk:replies desk:suggestions
        desk:requests desk:clearances desk:trace desk:looks
        desk:retention desk:destruction-list
        desk:exports desk:export-ask desk:export desk:export-make desk:export-file
        desk:hot-matters desk:hot-matter
        desk:indicators-xlsx desk:comparison desk:comparison-xlsx desk:compare-cases
        desk:county desk:county-cases desk:county-xlsx
        desk:leading desk:leading-wall desk:leading-cases
        desk:rhythms desk:rhythm-day desk:rhythm-sign desk:rhythm-brief desk:rhythm-edit desk:rhythm-send desk:rhythm-receipt
        desk:campaigns desk:campaign-begin desk:campaign desk:campaign-matrix desk:campaign-assign desk:campaign-remind
        desk:campaign-end desk:campaign-report desk:campaign-xlsx desk:campaign-pdf desk:campaign-docx
        desk:campaign-case desk:campaign-fill desk:campaign-explain desk:campaign-judge
        desk:instructions desk:instruction-give desk:instruction desk:instruction-take-over desk:instruction-progress
        desk:instruction-report desk:instruction-send-back desk:instruction-extend desk:instruction-close
        desk:sign-offs desk:sign-off-circulate desk:sign-off desk:sign-off-remind desk:sign-off-sign desk:sign-off-paper
        desk:sign-off-delegate
        desk:problem-units desk:problem-unit-find desk:problem-unit desk:problem-unit-report-up desk:problem-unit-answer
        desk:problem-unit-prove desk:problem-unit-verify
    """,
    Door.CASE: """
        desk:panel desk:case desk:papers desk:paper desk:paper-pdf desk:paper-docx desk:archive files:file desk:trail
        desk:explain desk:reveal desk:receivers desk:register-forward desk:forward desk:assign desk:screen desk:sign-for
        desk:accept desk:decline desk:log-work desk:resolve desk:drafts desk:draft desk:draft-opinion desk:pass-draft
        desk:return-draft desk:sign-draft desk:opinion desk:assist desk:serve desk:close desk:request-return
        desk:decide-return desk:arbitrate desk:fail-screening desk:no-longer-accept desk:keep-on-file desk:divert
        desk:merge desk:unmerge desk:alike desk:alike-undo desk:link desk:unlink desk:dismiss desk:pause desk:resume desk:extend desk:settle desk:supplement desk:reopen
        desk:accept-review desk:decide-review desk:decide-recheck desk:propose desk:answer-proposal
        desk:report-urgent desk:urge desk:supervise desk:put-on-list desk:lift
        desk:label desk:recuse desk:name-accused desk:ask-grant desk:approve-grant desk:end-grant
        desk:hold desk:lift-hold
    """,
    Door.TOKEN: "api:cases api:worklist api:indicators api:lookup",
    Door.TOKEN_CASE: "api:case api:act",
}
DOORS: dict[str, Door] = {name: door for door, names in _NAMES.items() for name in names.split()}

OPEN_TO_ANYBODY = frozenset({Door.PUBLIC, Door.BY_CODE})
WITH_TOKEN = frozenset({Door.TOKEN, Door.TOKEN_CASE})
WITH_CASE = frozenset({Door.CASE, Door.TOKEN_CASE})


def _found(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _found(pattern.url_patterns, pattern.namespace or space)
        else:
            yield f"{space}:{pattern.name}", pattern


ROUTES: dict[str, URLPattern] = dict(_found(get_resolver().url_patterns))
"""Every address of the site by its name."""


def behind(*doors: Door) -> list[str]:
    """Return the addresses of some classes that the site has, in its order."""
    return [name for name in ROUTES if DOORS.get(name) in doors]
