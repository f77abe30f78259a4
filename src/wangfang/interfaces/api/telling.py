"""How is a case told to another system: in a list, in full, after an act, and to its petitioner?"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from wangfang.interfaces.api.shapes import (
    AgencyTold,
    CaseTold,
    ClockTold,
    EventTold,
    LineTold,
    PaperTold,
    PersonTold,
    ProgressTold,
    StandingTold,
    StationTold,
)
from wangfang.interfaces.frame import wording
from wangfang.records.agencies.tree import tree
from wangfang.records.cases import lookups
from wangfang.rules.duties import NEVER, duties_of
from wangfang.rules.facts import Form, Purpose, Step
from wangfang.rules.labels import Part
from wangfang.rules.privacy import in_list, is_secret, mask_address, shown
from wangfang.rules.states import State

if TYPE_CHECKING:
    from wangfang.records.cases.models import Case, Paper
    from wangfang.rules.duties import Duty
    from wangfang.rules.facts import Actor, Event, Life
    from wangfang.rules.showing import Showing


def line_of(case: Case, shows: Showing) -> LineTold:
    """Return a case as a list shows it, empty where its part is not seen; asks nothing of the database."""
    masked = case.petitioner.masked if shows.has(Part.IDENTITY) else ""
    return LineTold(
        number=case.number,
        title=shows.clean(case.title) if shows.has(Part.CONTENT) else "",
        petitioner=in_list(masked, case.purpose, case.secrecy),
        form=Form(case.form),
        purpose=Purpose(case.purpose),
        category=case.category,
        people=case.people,
        state=State(case.state),
        is_open=case.is_open,
        holder=holder_of(case),
        received_at=case.received_at,
        moved_at=case.moved_at,
        due_on=_day(case.due_on),
    )


def case_of(case: Case, reader: Actor, now: datetime) -> CaseTold:
    """Return a case with its life and its papers, as far as the reader sees its parts."""
    life = lookups.life(case)
    shows = lookups.shown(case, life, reader, now)
    content = shows.has(Part.CONTENT)
    return CaseTold(
        **line_of(case, shows).dict(),
        version=case.steps_taken,
        text=shows.clean(case.text) if content else "",
        region=case.region,
        address=shows.clean(mask_address(case.address)) if content else "",
        respondent=case.respondent if content else "",
        publish=case.publish,
        external_source=case.source,
        external_id=case.external_id,
        person=_person_of(case)
        if shows.has(Part.IDENTITY)
        else PersonTold(name="", id_number="", phone="", address=""),
        events=[_event_of(event) for event in shows.told(life).events],
        clocks=[_clock_of(duty, life) for duty in duties_of(life, tree().law)],
        papers=[_paper_of(paper) for paper in lookups.papers_shown(case, life, shows, reader)],
    )


def standing_of(case: Case) -> StandingTold:
    """Return where a case stands."""
    return StandingTold(
        number=case.number,
        state=State(case.state),
        version=case.steps_taken,
        is_open=case.is_open,
        holder=holder_of(case),
        due_on=_day(case.due_on),
    )


def progress_of(case: Case) -> ProgressTold:
    """Return what the petitioner may read: no internal note, nobody's name."""
    life = lookups.life(case)
    return ProgressTold(
        number=case.number,
        title=case.title,
        state=State(case.state),
        word=str(wording.STATES[State(case.state)].citizen),
        holder=holder_of(case),
        received_at=case.received_at,
        due_on=_day(case.due_on),
        stations=[_station_of(event, life) for event in life.events if event.step in wording.CITIZEN_STEPS],
    )


def holder_of(case: Case) -> AgencyTold:
    """Return who holds a case, from the tree that is at hand."""
    found = tree()
    code = found.code_of[case.holder_id]
    return AgencyTold(code=code, name=found.agency(code).name)


def _person_of(case: Case) -> PersonTold:
    person = shown(case.petitioner, secret=is_secret(case.purpose, case.secrecy))
    return PersonTold(name=person.name, id_number=person.id_number, phone=person.phone, address=person.address)


def _event_of(event: Event) -> EventTold:
    return EventTold(
        number=event.number,
        step=event.step,
        word=str(wording.STEPS[event.step]),
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
        agency=event.agency,
        actor=event.actor,
        detail=dict(event.detail),
    )


def _clock_of(duty: Duty, life: Life) -> ClockTold:
    return ClockTold(
        kind=duty.kind,
        owner=AgencyTold(code=duty.owner, name=life.agency(duty.owner).name),
        rules=duty.rules,
        source=duty.limit.source,
        started_at=duty.started_at,
        due_on=_day(duty.due_legal),
        met_at=duty.met_at,
    )


def _paper_of(paper: Paper) -> PaperTold:
    issuer = AgencyTold(code=paper.issuer.code, name=paper.issuer.name)
    return PaperTold(kind=paper.kind, number=paper.number, issuer=issuer, issued_at=paper.issued_at)


def _station_of(event: Event, life: Life) -> StationTold:
    return StationTold(
        step=Step(event.step),
        word=str(wording.CITIZEN_STEPS[event.step]),
        at=event.occurred_at,
        agency=life.agency(event.agency).name if event.agency else "",
    )


def _day(day: date) -> date | None:
    """Return a due day, none when no clock runs."""
    return None if day == NEVER else day
