"""The tables of a case."""

from wangfang.records.cases.models.arrival import Arrival
from wangfang.records.cases.models.case import Case
from wangfang.records.cases.models.draft import Draft
from wangfang.records.cases.models.duty import Duty
from wangfang.records.cases.models.paper import Paper, PaperSerial
from wangfang.records.cases.models.step import StepTaken

__all__ = ["Arrival", "Case", "Draft", "Duty", "Paper", "PaperSerial", "StepTaken"]
