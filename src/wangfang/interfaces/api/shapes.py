"""What other systems send and are told: the shapes of the document, names and numbers hidden as on the desk."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field, StrictBool, StrictInt

from wangfang.interfaces.api.reading import Body, Moment
from wangfang.rules.facts import Form, Purpose, Step
from wangfang.rules.indicators import Definition
from wangfang.rules.states import State

MANY = 1_000_000
Version = Annotated[StrictInt, Field(ge=1, le=MANY)]


class Problem(Schema):
    """Why a request was refused: a sentence in Chinese, and the source that it stands on."""

    title: str
    status: int
    why: str
    source: str


class SignerSaid(Body):
    """Somebody who signed as well (联名人); `represents` when the others chose them to speak."""

    name: str
    id_type: str = ""
    id_number: str = ""
    phone: str = ""
    represents: StrictBool = False


class AgentSaid(Body):
    """Somebody who acts for the petitioner (代理人), by which authorisation, how far."""

    name: str
    scope: str
    authorisation: str
    relation: str = ""
    id_type: str = ""
    id_number: str = ""
    phone: str = ""


class PersonSaid(Body):
    """The petitioner as given; who is `anonymous` (a letter only) has no name."""

    name: str = ""
    id_type: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    anonymous: StrictBool = False
    signers: list[SignerSaid] = []
    agents: list[AgentSaid] = []


class PetitionSaid(Body):
    """A petition; `to` is the bureau that receives it, that of the region when absent."""

    title: str
    text: str
    region: str
    petitioner: PersonSaid
    to: str = ""
    form: Form = Form.ONLINE
    purpose: Purpose = Purpose.REQUEST
    address: str = ""
    category: str = ""
    content: str = ""
    respondent: str = ""
    people: Annotated[StrictInt, Field(ge=1, le=100_000)] = 1
    publish: StrictBool = False
    external_id: str = ""


class CodeSaid(Body):
    """What the petitioner has been given."""

    number: Annotated[str, Field(max_length=40)]
    code: Annotated[str, Field(max_length=60)]


class ActSaid(Body):
    """One step on a case; `detail` holds what the step says in the words of docs/history-format.md."""

    step: Step
    expected_version: Version
    detail: dict[str, object] = {}
    occurred_at: Moment | None = None


class CasesAsked(Schema):
    """Which cases are listed: all that may be seen, newest first."""

    state: State | None = None
    since: Moment | None = None
    after: Annotated[str, Field(max_length=80)] = ""


class WorklistAsked(Schema):
    """Which of the waiting cases are listed, those with the least time left first."""

    view: Annotated[str, Field(pattern="^(todo|today|overdue)$")] = "todo"
    words: Annotated[str, Field(max_length=100)] = ""
    category: Annotated[str, Field(max_length=100)] = ""
    region: Annotated[str, Field(max_length=12)] = ""
    after: Annotated[str, Field(max_length=80)] = ""


class FiguresAsked(Schema):
    """Which rates: a period as 2017Q4, 2017M10, 2017W40 or 2017."""

    period: Annotated[str, Field(max_length=10)]
    definition: Definition = Definition.LEGAL
    by: Annotated[str, Field(max_length=20)] = "county"
    as_of: Moment | None = None


class AgencyTold(Schema):
    """An agency."""

    code: str
    name: str


class ReceiptTold(Schema):
    """What the petitioner takes away."""

    number: str
    query_code: str
    title: str
    received_at: datetime


class StationTold(Schema):
    """One thing that happened, in the petitioner's words."""

    step: Step
    word: str
    at: datetime
    agency: str


class ProgressTold(Schema):
    """Where a petition is, as its petitioner reads it."""

    number: str
    title: str
    state: State
    word: str
    holder: AgencyTold
    received_at: datetime
    due_on: date | None
    stations: list[StationTold]


class LineTold(Schema):
    """A case in a list; of the petitioner only the surname shows."""

    number: str
    title: str
    petitioner: str
    form: Form
    purpose: Purpose
    category: str
    people: int
    state: State
    is_open: bool
    holder: AgencyTold
    received_at: datetime
    moved_at: datetime
    due_on: date | None


class PageTold(Schema):
    """One page of a list; `next` is the `after` of the next one, null on the last."""

    cases: list[LineTold]
    next: str | None


class PersonTold(Schema):
    """The petitioner with everything hidden that the work does not need."""

    name: str
    id_number: str
    phone: str
    address: str


class EventTold(Schema):
    """One step with when it happened and when it was recorded."""

    number: int
    step: Step
    word: str
    occurred_at: datetime
    recorded_at: datetime
    agency: str
    actor: str
    detail: dict[str, object]


class ClockTold(Schema):
    """One clock: who owes what, since when, until the end of which day, and when it was met."""

    kind: str
    owner: AgencyTold
    rules: str
    source: str
    started_at: datetime
    due_on: date | None
    met_at: datetime | None


class PaperTold(Schema):
    """A paper that came of the case."""

    kind: str
    number: str
    issuer: AgencyTold
    issued_at: datetime


class CaseTold(LineTold):
    """A case with its life; `version` is what the next act has to expect."""

    version: int
    text: str
    region: str
    address: str
    respondent: str
    publish: bool
    external_source: str
    external_id: str
    person: PersonTold
    events: list[EventTold]
    clocks: list[ClockTold]
    papers: list[PaperTold]


class StandingTold(Schema):
    """Where a case stands after an act."""

    number: str
    state: State
    version: int
    is_open: bool
    holder: AgencyTold
    due_on: date | None


class RateTold(Schema):
    """One rate; `rate` is null when nothing was due."""

    code: str
    name: str
    indicator: str
    due: int
    met: int
    late: int
    rate: float | None
    people_due: int
    people_met: int


class FiguresTold(Schema):
    """The rates of a period under a definition."""

    period: str
    definition: Definition
    by: str
    rows: list[RateTold]
