"""Everybody who may act in the small city: each agency with each role that it can have."""

from __future__ import annotations

from tests.cast import PETITIONER, load_city, load_review_body, operator_act, person
from wangfang.records.agencies.load import load
from wangfang.records.agencies.tree import tree
from wangfang.rules.facts import Actor, Kind, Role

ROLES = {
    Kind.BUREAU: (Role.CLERK, Role.BUREAU_LEADER, Role.SUPERVISOR, Role.ADMIN, Role.SECURITY),
    Kind.UNIT: (Role.OFFICER, Role.UNIT_LEADER),
    Kind.JOINT_OFFICE: (Role.SUPERVISOR, Role.LEADER),
    Kind.REVIEW_BODY: (Role.REVIEWER,),
    Kind.DISCIPLINE: (),
}


def load_whole_city() -> None:
    """Load the small city with its body of review and its discipline organs."""
    load_city()
    load_review_body()
    organs = (("HRB-JW", "哈尔滨市纪委监委", "230100", "HRB"), ("NG-JW", "南岗区纪委监委", "230103", "NG"))
    for code, name, region, parent in organs:
        row = {"code": code, "name": name, "kind": "discipline", "region": region, "parent": parent}
        load([{**row, "valid_from": "", "valid_to": ""}], operator_act())


def everybody() -> list[Actor]:
    """Return one person for each agency and role, and the petitioner."""
    found = sorted(tree().by_code.values(), key=lambda agency: agency.code)
    return [PETITIONER, *(person(agency.code, role) for agency in found for role in ROLES[agency.kind])]
