"""Every address of the interface: what it reads, which verb or lookup it calls, what it tells."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Header, Query, Router
from ninja.responses import Status

from wangfang.interfaces.api import acting, listing, taking_in, telling
from wangfang.interfaces.api.entering import caller_of
from wangfang.interfaces.api.reading import Asked, require_known
from wangfang.interfaces.api.shapes import (
    ActSaid,
    CasesAsked,
    CaseTold,
    CodeSaid,
    FiguresAsked,
    FiguresTold,
    PageTold,
    PetitionSaid,
    Problem,
    ProgressTold,
    RateTold,
    ReceiptTold,
    StandingTold,
    WorklistAsked,
)
from wangfang.interfaces.frame import acts, codes, watching
from wangfang.records.cases import lookups
from wangfang.records.indicators.lookups import Row, table
from wangfang.rules.periods import Period

"""Wrong query codes from one address in half an hour; counted together with those of the portal."""

REFUSALS = frozenset({400, 401, 403, 404, 409, 413, 422, 429})
router = Router()


@router.post("/cases", response={201: ReceiptTold, REFUSALS: Problem}, url_name="cases", summary="提交或登记一件")
def submit(
    request: HttpRequest, petition: PetitionSaid, key: Annotated[str, Header(alias="Idempotency-Key")]
) -> Status[ReceiptTold]:
    """Begin a case; the same `Idempotency-Key` with the same petition is told the same number and code."""
    return Status(201, taking_in.take_in(petition, key, caller_of(request)))


@router.get("/cases", response={200: PageTold, REFUSALS: Problem}, summary="能看的全部事项，新的在前")
def cases(request: HttpRequest, asked: Query[CasesAsked]) -> PageTold:
    """List what may be seen."""
    require_known(request.GET, CasesAsked)
    return listing.seen(asked, caller_of(request).actor, acts.now())


@router.get("/worklist", response={200: PageTold, REFUSALS: Problem}, summary="等本单位办的事项，剩余时间少的在前")
def worklist(request: HttpRequest, asked: Query[WorklistAsked]) -> PageTold:
    """List what waits."""
    require_known(request.GET, WorklistAsked)
    return listing.waiting(asked, caller_of(request).actor, acts.now())


@router.get("/cases/{number}", response={200: CaseTold, REFUSALS: Problem}, summary="一件事项和它的过程")
def case(request: HttpRequest, number: str) -> CaseTold:
    """Read one case; one that may not be seen is missing."""
    actor = caller_of(request).actor
    found = lookups.open_case(number, actor)
    watching.shown(request, found.number)
    return telling.case_of(found, actor, acts.now())


@router.post("/cases/{number}/acts", response={200: StandingTold, REFUSALS: Problem}, summary="办理一步")
def act(
    request: HttpRequest, number: str, said: ActSaid, key: Annotated[str, Header(alias="Idempotency-Key")] = ""
) -> StandingTold:
    """Take a step; refused with 409 when somebody has acted since `expected_version`."""
    caller = caller_of(request)
    found = lookups.open_case(number, caller.actor)
    words = ("act", key, said.model_dump_json()) if key else ()
    taken = caller.act(words, said.occurred_at, said.expected_version)
    return telling.standing_of(acting.take(found, said.step, taken, Asked(said.detail)))


@router.post("/lookups", response={200: ProgressTold, REFUSALS: Problem}, summary="按编号和查询码查询进度")
def lookup(request: HttpRequest, said: CodeSaid) -> ProgressTold:
    """Tell a petitioner where the petition is; unknown and wrong are not told apart."""
    found = codes.by_code(request, said.number, said.code)
    watching.shown(request, found.number)
    return telling.progress_of(found)


@router.get("/indicators", response={200: FiguresTold, REFUSALS: Problem}, summary="三项指标")
def indicators(request: HttpRequest, asked: Query[FiguresAsked]) -> FiguresTold:
    """Count the rates of a period."""
    require_known(request.GET, FiguresAsked)
    period = Period.parse(asked.period)
    rows = table(period, asked.definition, by=asked.by, now=acts.now(), as_of=asked.as_of)
    return FiguresTold(
        period=period.name, definition=asked.definition, by=asked.by, rows=[_rate_of(row) for row in rows]
    )


def _rate_of(row: Row) -> RateTold:
    return RateTold(
        code=row.code,
        name=row.name,
        indicator=row.indicator,
        due=row.due,
        met=row.met,
        late=row.late,
        rate=None if row.rate is None else float(row.rate),
        people_due=row.figure.people_due,
        people_met=row.figure.people_met,
    )
