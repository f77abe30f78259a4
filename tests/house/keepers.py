"""Who may enter at each address of the site: the one list, and what each visitor is told there."""

from __future__ import annotations

from dataclasses import dataclass

VISITORS = ("stranger", "neighbour", "admin", "above", "holder")
"""Nobody signed in; a clerk of another district; an administrator; the bureau that passed it on; who holds it."""

TO_SIGN_IN = frozenset({302})
OPEN = frozenset({200})
HIDDEN = frozenset({404})  # 404, not 403: that a case exists is already news
NOT_THEIRS = frozenset({403, 422})


@dataclass(frozen=True, slots=True)
class Keeper:
    """What each visitor is answered when reading the page."""

    stranger: frozenset[int]
    neighbour: frozenset[int]
    admin: frozenset[int]
    above: frozenset[int]
    holder: frozenset[int]

    def answers(self, visitor: str) -> frozenset[int]:
        """Return the answers a visitor may get."""
        found: frozenset[int] = getattr(self, visitor)
        return found


ANYBODY = Keeper(OPEN, OPEN, OPEN, OPEN, OPEN)
WITH_CODE = Keeper(
    *([frozenset({302})] * 5)
)  # the page of a petition: only after number and code, else to the first page
BUTTON = Keeper(*([frozenset({405})] * 5))  # only pressed, never read
STAFF = Keeper(TO_SIGN_IN, OPEN, OPEN, OPEN, OPEN)
REGISTRARS = Keeper(TO_SIGN_IN, OPEN, frozenset({403}), OPEN, OPEN)
CASE = Keeper(TO_SIGN_IN, HIDDEN, HIDDEN, OPEN, OPEN)
FRAGMENT = Keeper(TO_SIGN_IN, HIDDEN, HIDDEN, frozenset({302}), frozenset({302}))  # read by itself: to the whole page
ACT = Keeper(TO_SIGN_IN, HIDDEN, HIDDEN, NOT_THEIRS, frozenset({200, 422}))  # 422: not yet, or not any more
SENDERS = Keeper(TO_SIGN_IN, HIDDEN, HIDDEN, frozenset({200, 422}), NOT_THEIRS)  # for who passed it on
PRESSED = Keeper(TO_SIGN_IN, HIDDEN, HIDDEN, OPEN, NOT_THEIRS)  # for those above, never the unit itself
ASKED = Keeper(
    TO_SIGN_IN, HIDDEN, HIDDEN, frozenset({200, 422}), frozenset({200, 422})
)  # who had it; 422: nobody is asked
NO_ONES = Keeper(TO_SIGN_IN, HIDDEN, HIDDEN, NOT_THEIRS, NOT_THEIRS)  # for a review body only
CHECKLIST = Keeper(TO_SIGN_IN, HIDDEN, HIDDEN, OPEN, OPEN)  # read by all who see the case; the button is the holder's
FIGURES = Keeper(TO_SIGN_IN, HIDDEN, HIDDEN, OPEN, HIDDEN)  # the cases of a county: its bureau and the one above
COUNTED = Keeper(TO_SIGN_IN, OPEN, HIDDEN, OPEN, OPEN)  # counted from tables that stay shut to the administrator
FILE = Keeper(TO_SIGN_IN, HIDDEN, HIDDEN, HIDDEN, HIDDEN)  # the case of the test has no file
PRESSED_BY_STAFF = Keeper(TO_SIGN_IN, *([frozenset({405})] * 4))

ONE_OF_THE_THREE = Keeper(TO_SIGN_IN, *([frozenset({403})] * 4))  # a security officer's or an auditor's alone
BY_TOKEN = Keeper(*([frozenset({401})] * 5))  # a session opens nothing

KEEPERS: dict[str, Keeper] = {
    "api:openapi-json": ANYBODY,
    "api:api-root": Keeper(*([HIDDEN] * 5)),
    "api:cases": BY_TOKEN,
    "api:case": BY_TOKEN,
    "api:worklist": BY_TOKEN,
    "api:indicators": BY_TOKEN,
    "api:act": BUTTON,
    "api:lookup": BUTTON,
    "portal:home": ANYBODY,
    "portal:display": WITH_CODE,
    "portal:language": BUTTON,
    "portal:what": ANYBODY,
    "portal:where": ANYBODY,
    "portal:contact": ANYBODY,
    "portal:check": WITH_CODE,
    "portal:received": WITH_CODE,
    "portal:slip": WITH_CODE,
    "portal:follow": ANYBODY,
    "portal:case": WITH_CODE,
    "portal:paper": WITH_CODE,
    "portal:paper-pdf": WITH_CODE,
    "portal:proof": WITH_CODE,
    "portal:proof-file": WITH_CODE,
    "portal:leave": BUTTON,
    "portal:withdraw": WITH_CODE,
    "portal:review": WITH_CODE,
    "portal:recheck": WITH_CODE,
    "portal:rate": WITH_CODE,
    "portal:rated": ANYBODY,
    "portal:how": ANYBODY,
    "portal:rights": ANYBODY,
    "portal:notice": ANYBODY,
    "portal:privacy": ANYBODY,
    "portal:csp-report": BUTTON,
    "desk:sign-in": Keeper(OPEN, *([frozenset({302})] * 4)),
    "desk:sign-out": Keeper(TO_SIGN_IN, *([frozenset({405})] * 4)),  # a stranger is shown the door
    "desk:code": Keeper(*([frozenset({302})] * 5)),  # only between the password and the code
    "desk:keys": STAFF,
    "desk:prove": STAFF,
    "desk:password": STAFF,
    "desk:second": STAFF,
    "desk:posts": STAFF,
    "desk:devices": STAFF,
    "desk:kept": Keeper(TO_SIGN_IN, *([HIDDEN] * 4)),  # for its writer alone
    "desk:accounts": Keeper(TO_SIGN_IN, frozenset({403}), OPEN, frozenset({403}), frozenset({403})),
    "desk:replies": Keeper(TO_SIGN_IN, *([frozenset({403})] * 4)),  # for who supervises or leads a bureau
    "desk:suggestions": Keeper(TO_SIGN_IN, frozenset({403}), OPEN, frozenset({403}), frozenset({403})),
    "desk:requests": ONE_OF_THE_THREE,
    "desk:clearances": ONE_OF_THE_THREE,
    "desk:trace": ONE_OF_THE_THREE,
    "desk:looks": ONE_OF_THE_THREE,
    "desk:worklist": STAFF,
    "desk:print-list": STAFF,
    "desk:panel": FRAGMENT,
    "desk:register": REGISTRARS,
    "desk:suggest": PRESSED_BY_STAFF,
    "desk:case": CASE,
    "desk:papers": CASE,
    "desk:paper": CASE,
    "desk:paper-pdf": CASE,
    "desk:paper-docx": CASE,
    "desk:archive": CASE,
    "desk:trail": CASE,
    "desk:explain": CASE,
    "desk:reveal": CASE,
    "desk:receivers": CASE,
    "desk:register-forward": ACT,
    "desk:forward": ACT,
    "desk:assign": ACT,
    "desk:screen": ACT,
    "desk:sign-for": ACT,
    "desk:accept": ACT,
    "desk:decline": ACT,
    "desk:log-work": ACT,
    "desk:resolve": ACT,
    "desk:drafts": Keeper(TO_SIGN_IN, *([HIDDEN] * 4)),  # the case of the test has none
    "desk:draft": Keeper(TO_SIGN_IN, *([HIDDEN] * 4)),
    "desk:draft-opinion": ACT,
    "desk:pass-draft": ACT,
    "desk:return-draft": ACT,
    "desk:sign-draft": Keeper(TO_SIGN_IN, HIDDEN, HIDDEN, NOT_THEIRS, NOT_THEIRS),  # the unit's leader signs
    "desk:opinion": ACT,
    "desk:assist": Keeper(TO_SIGN_IN, HIDDEN, HIDDEN, NOT_THEIRS, NOT_THEIRS),  # nobody assists in the case of the test
    "desk:serve": ACT,
    "desk:close": CHECKLIST,
    "desk:request-return": ACT,
    "desk:decide-return": SENDERS,
    "desk:arbitrate": SENDERS,
    "desk:fail-screening": ACT,
    "desk:no-longer-accept": ACT,
    "desk:keep-on-file": ACT,
    "desk:divert": ACT,
    "desk:merge": ACT,
    "desk:unmerge": SENDERS,
    "desk:alike": CASE,
    "desk:alike-undo": Keeper(TO_SIGN_IN, *([frozenset({405})] * 4)),
    "desk:alike-typed": PRESSED_BY_STAFF,
    "desk:link": CASE,
    "desk:unlink": ASKED,  # who had it; 422: nothing is settled yet
    "desk:dismiss": CASE,
    "desk:pause": ACT,
    "desk:resume": ACT,
    "desk:extend": ACT,
    "desk:settle": ACT,
    "desk:supplement": CASE,
    "desk:reopen": SENDERS,
    "desk:accept-review": NO_ONES,
    "desk:decide-review": NO_ONES,
    "desk:decide-recheck": NO_ONES,
    "desk:propose": PRESSED,
    "desk:answer-proposal": ASKED,
    "desk:report-urgent": CASE,
    "desk:urge": PRESSED,
    "desk:supervise": PRESSED,
    "desk:put-on-list": PRESSED,
    "desk:lift": SENDERS,
    "desk:label": PRESSED,
    "desk:recuse": CASE,
    "desk:name-accused": Keeper(
        TO_SIGN_IN, HIDDEN, HIDDEN, NOT_THEIRS, NOT_THEIRS
    ),  # the case of the test accuses nobody
    "desk:ask-grant": PRESSED,
    "desk:approve-grant": NO_ONES,  # the leader's, when something was asked for
    "desk:end-grant": NO_ONES,
    "desk:reveals": Keeper(TO_SIGN_IN, *([frozenset({403})] * 4)),  # for who supervises
    "desk:hold": CASE,
    "desk:lift-hold": NO_ONES,  # a leader's
    "desk:retention": Keeper(TO_SIGN_IN, OPEN, frozenset({403}), OPEN, OPEN),
    "desk:destruction-list": Keeper(TO_SIGN_IN, HIDDEN, frozenset({403}), HIDDEN, HIDDEN),  # there is none in the test
    "desk:exports": Keeper(TO_SIGN_IN, OPEN, frozenset({403}), OPEN, OPEN),
    "desk:export-ask": Keeper(TO_SIGN_IN, OPEN, frozenset({403}), OPEN, OPEN),
    "desk:export": Keeper(TO_SIGN_IN, HIDDEN, frozenset({403}), HIDDEN, HIDDEN),  # there is none in the test
    "desk:export-make": PRESSED_BY_STAFF,
    "desk:export-file": Keeper(TO_SIGN_IN, HIDDEN, frozenset({403}), HIDDEN, HIDDEN),
    # For who looks after many cases: neither the house nor the unit that holds one.
    "desk:hot-matters": Keeper(TO_SIGN_IN, OPEN, frozenset({403}), OPEN, frozenset({403})),
    "desk:hot-matter": Keeper(TO_SIGN_IN, HIDDEN, frozenset({403}), HIDDEN, frozenset({403})),  # there is none
    # For who leads or supervises: none of the visitors does.
    **dict.fromkeys(
        ("desk:leading", "desk:leading-wall", "desk:leading-cases"), Keeper(TO_SIGN_IN, *([frozenset({403})] * 4))
    ),
    "desk:rhythm-day": Keeper(TO_SIGN_IN, OPEN, frozenset({403}), OPEN, OPEN),  # who works on cases
    "desk:rhythms": Keeper(TO_SIGN_IN, OPEN, frozenset({403}), OPEN, frozenset({403})),  # bureaus alone
    **dict.fromkeys(("desk:rhythm-brief", "desk:rhythm-edit"), Keeper(TO_SIGN_IN, *([HIDDEN] * 4))),  # there is none
    **dict.fromkeys(("desk:rhythm-sign", "desk:rhythm-send", "desk:rhythm-receipt"), PRESSED_BY_STAFF),
    "desk:campaigns": STAFF,
    "desk:campaign-begin": Keeper(TO_SIGN_IN, *([frozenset({403})] * 4)),  # for who leads or supervises
    **dict.fromkeys(
        (
            "desk:campaign",
            "desk:campaign-matrix",
            "desk:campaign-report",
            "desk:campaign-xlsx",
            "desk:campaign-pdf",
            "desk:campaign-docx",
            "desk:campaign-case",
            "desk:campaign-fill",
            "desk:campaign-explain",
            "desk:campaign-judge",
        ),
        Keeper(TO_SIGN_IN, *([HIDDEN] * 4)),  # there is none in the test
    ),
    **dict.fromkeys(("desk:campaign-assign", "desk:campaign-remind", "desk:campaign-end"), PRESSED_BY_STAFF),
    "desk:instructions": STAFF,
    # Without what it speaks of; for who gives them or enters them.
    "desk:instruction-give": Keeper(TO_SIGN_IN, frozenset({422}), frozenset({403}), frozenset({422}), frozenset({403})),
    **dict.fromkeys(
        (
            "desk:instruction",
            "desk:instruction-take-over",
            "desk:instruction-progress",
            "desk:instruction-report",
            "desk:instruction-send-back",
            "desk:instruction-extend",
            "desk:instruction-close",
        ),
        Keeper(TO_SIGN_IN, *([HIDDEN] * 4)),  # there is none in the test
    ),
    "desk:sign-offs": STAFF,
    "desk:sign-off-circulate": Keeper(
        TO_SIGN_IN, frozenset({422}), frozenset({403}), frozenset({422}), frozenset({403})
    ),  # without what is circulated; for a bureau
    "desk:sign-off-remind": PRESSED_BY_STAFF,
    **dict.fromkeys(
        ("desk:sign-off", "desk:sign-off-sign", "desk:sign-off-paper", "desk:sign-off-delegate"),
        Keeper(TO_SIGN_IN, *([HIDDEN] * 4)),  # there is none in the test
    ),
    "desk:problem-units": STAFF,
    "desk:problem-unit-find": PRESSED_BY_STAFF,
    **dict.fromkeys(
        (
            "desk:problem-unit",
            "desk:problem-unit-report-up",
            "desk:problem-unit-answer",
            "desk:problem-unit-prove",
            "desk:problem-unit-verify",
        ),
        Keeper(TO_SIGN_IN, *([HIDDEN] * 4)),  # there is none in the test
    ),
    "desk:indicators": COUNTED,
    "desk:behind": FIGURES,
    "desk:frozen-sets": COUNTED,
    "desk:freeze": PRESSED_BY_STAFF,
    **dict.fromkeys(
        ("desk:frozen", "desk:frozen-behind", "desk:frozen-corrections"),
        Keeper(TO_SIGN_IN, *([HIDDEN] * 4)),  # there is none in the test
    ),
    **dict.fromkeys(("desk:indicators-xlsx", "desk:comparison", "desk:comparison-xlsx"), COUNTED),
    "desk:compare-cases": Keeper(TO_SIGN_IN, *([HIDDEN] * 4)),  # of the whole: for who sees the whole city
    **dict.fromkeys(("desk:county", "desk:county-cases", "desk:county-xlsx"), Keeper(TO_SIGN_IN, *([HIDDEN] * 4))),
    "desk:bulletins": STAFF,
    "desk:bulletin-draft": PRESSED_BY_STAFF,
    "desk:bulletin": STAFF,
    "desk:bulletin-docx": STAFF,
    "desk:bulletin-pdf": STAFF,
    "desk:bulletin-compare": STAFF,
    "desk:bulletins-received": STAFF,
    # That of the test has been issued: its sections are closed, and nobody of the test is of the bureau that may draft.
    "desk:bulletin-section": Keeper(TO_SIGN_IN, *([NOT_THEIRS] * 4)),
    "desk:bulletin-special": Keeper(TO_SIGN_IN, *([frozenset({403})] * 4)),
    **dict.fromkeys(
        (
            "desk:bulletin-submit",
            "desk:bulletin-send-back",
            "desk:bulletin-approve",
            "desk:bulletin-issue",
            "desk:bulletin-remind",
            "desk:bulletin-receive",
        ),
        PRESSED_BY_STAFF,
    ),
    "files:file": FILE,
    "desk:outbox": Keeper(TO_SIGN_IN, OPEN, HIDDEN, OPEN, HIDDEN),
}
