"""Wrong policies, one small change each: every one has to be found out by the worlds."""

from __future__ import annotations

from tests.oracle.policy_copies import Wrong


def _seeing(right: str, wrong: str = "") -> Wrong:
    return Wrong("seeing", right, wrong)


_CLAUSES = "_post, _person, _unit, _label, _name, _compartment, _table, _rest,"
_ANALYST = "Row(frozenset({Role.ANALYST}), _NEAR | _HELPS | _ABOVE | _ENDED, frozenset({Part.FIGURES}))"

MUTANTS: dict[str, Wrong] = {
    "a closed account sees": _seeing("not person.is_active or "),
    "a post sees after its last day": _seeing("person.ends_on < asked.day", "False"),
    "a post ends a day early": _seeing("person.ends_on < asked.day", "person.ends_on <= asked.day"),
    "a second hat of the three does not count": _seeing(
        ", *(post.role for post in person.others if post.is_held_on(asked.day))"
    ),
    "an ended hat of the three counts": _seeing("for post in person.others if post.is_held_on(asked.day)", "for post in person.others"),
    "the three see a case": _seeing("asked.part in CASE_PARTS and not", "asked.part not in CASE_PARTS and not"),
    "who stands aside sees": _seeing("asked.person.login in asked.marks.recused", "False"),
    "an accused person sees": _seeing("asked.person.login in asked.marks.accused_people", "False"),
    "only the worn hat is accused": _seeing("            yield post.agency", "            yield from ()"),
    "an ended hat is accused": _seeing("        if post.is_held_on(day):", "        if post:"),
    "what lies below the accused sees": Wrong("labels", "any(agency.stands_under(code)", "any(agency.code == code"),
    "only who stands under all the accused is kept out": Wrong("labels", "any(agency.stands_under(code)", "bool(accused) and all(agency.stands_under(code)"),
    "the label is one too strict": _seeing("asked.person.clearance < asked.marks.secrecy", "asked.person.clearance <= asked.marks.secrecy"),
    "the label is one too lax": _seeing("asked.person.clearance < asked.marks.secrecy", "asked.person.clearance + 1 < asked.marks.secrecy"),
    "there is no label": _seeing("_unit, _label, _name,", "_unit, _name,"),
    "the label holds for the petitioner": _seeing("asked.person.clearance < asked.marks.secrecy and not asked.own", "asked.person.clearance < asked.marks.secrecy"),
    "one lets oneself in": _seeing(" and grant.approved_by != login"),
    "a grant is everybody's": _seeing("grant.login == login and "),
    "a grant opens every part": _seeing("asked.part in grant.parts and "),
    "a grant never ends": _seeing(" and grant.holds(asked.moment)"),
    "a grant ends a moment late": Wrong("labels", "moment < self.until", "moment <= self.until"),
    "a grant without an end holds never": Wrong("labels", "self.until is None or", "self.until is not None and"),
    "grants open nothing": _seeing("_label, _name, _compartment", "_label, _compartment"),
    "the compartment begins above accusations": _seeing("asked.marks.secrecy >= Secrecy.S2", "asked.marks.secrecy > Secrecy.S2"),
    "the compartment begins too low": _seeing("asked.marks.secrecy >= Secrecy.S2", "asked.marks.secrecy >= Secrecy.S1"),
    "there is no compartment": _seeing("_name, _compartment, _table", "_name, _table"),
    "the compartment shuts out the petitioner": _seeing("asked.marks.secrecy >= Secrecy.S2 and not asked.own", "asked.marks.secrecy >= Secrecy.S2"),
    "a name goes before the label": _seeing(_CLAUSES, _CLAUSES.replace("_label, _name", "_name, _label")),
    "a name goes before standing aside": _seeing(_CLAUSES, "_post, _name, _person, _unit, _label, _compartment, _table, _rest,"),
    "a name goes before the accused": _seeing(_CLAUSES, "_post, _person, _name, _unit, _label, _compartment, _table, _rest,"),
    "a name goes before the post": _seeing(_CLAUSES, "_name, _post, _person, _unit, _label, _compartment, _table, _rest,"),
    "the compartment goes before the name": _seeing(_CLAUSES, _CLAUSES.replace("_name, _compartment", "_compartment, _name")),
    "the table goes before the compartment": _seeing(_CLAUSES, _CLAUSES.replace("_compartment, _table", "_table, _compartment")),
    "the table goes first": _seeing(_CLAUSES, "_table, " + _CLAUSES.replace("_table, ", "")),
    "there is no table": _seeing("_compartment, _table, _rest", "_compartment, _rest"),
    "a task begins a day late": _seeing("self.since <= day", "self.since < day"),
    "a task ends a day early": _seeing("day <= self.until", "day < self.until"),
    "a task is everybody's": _seeing("login == self.login and approved", "approved"),
    "a task that nobody approved holds": _seeing('self.approved_by not in ("", self.login)', "self.approved_by != self.login"),
    "a task that one approved oneself holds": _seeing('self.approved_by not in ("", self.login)', 'self.approved_by != ""'),
    "a task is on everything": _seeing("on_topic and mandate", "mandate"),
    "a task is everywhere": _seeing(" and asked.reach.covers(mandate.agency)"),
    "a task covers only who took part": Wrong("reach", " or code in self.above"),
    "today is that of Greenwich": _seeing("return day_of(self.moment)", "return self.moment.date()"),
    "an error allows": _seeing("allowed=False, clause=BROKEN", "allowed=True, clause=BROKEN"),
    "the system sees nothing": _seeing("if question.person.role is Role.SYSTEM:", "if not question.person.login:"),
    "a part never ends": Wrong("reach", "Stand.ENDED if agency.kind in ENDS else Stand.PART", "Stand.PART"),
    "a bureau's part ends": Wrong("reach", "Stand.ENDED if agency.kind in ENDS else Stand.PART", "Stand.ENDED"),
    "a joint office stands nowhere": Wrong("reach", "seat_of(agency) if agency.kind is Kind.JOINT_OFFICE else code", "code"),
    "everybody stands above": Wrong("reach", "return Stand.ABOVE if seat in self.above else None", "return Stand.ABOVE"),
    "who helps is as good as who holds": Wrong("reach", "(Stand.ASSISTS, self.assisting)", "(Stand.HOLDS, self.assisting)"),
    "who is asked only looks on": Wrong("reach", "(Stand.ASKED, self.asked)", "(Stand.ABOVE, self.asked)"),
    "a supervisor sees who petitions": Wrong("allowing", "| {Stand.MANDATE}, _MATTER)", "| {Stand.MANDATE}, _WHOLE)"),
    "what has ended stays open": Wrong("allowing", "_ENDED, _REST)", "_ENDED, _MATTER)"),
    "what has ended is lost": Wrong("allowing", "    Row(_BUSINESS | {Role.SUPERVISOR}, _ENDED, _REST),\n"),
    "a leader unmasks": Wrong("allowing", "Row(_BUSINESS - _HANDLING, _NEAR | _ABOVE, _WHOLE)", "Row(_BUSINESS - _HANDLING, _NEAR | _ABOVE, _WHOLE, unmask=True)"),
    "who stands above unmasks": Wrong("allowing", "Row(_HANDLING, _ABOVE, _WHOLE)", "Row(_HANDLING, _ABOVE, _WHOLE, unmask=True)"),
    "who registers cannot unmask": Wrong("allowing", "_NEAR, _WHOLE, unmask=True)", "_NEAR, _WHOLE)"),
    "who holds it cannot unmask": Wrong("allowing", "frozenset({Stand.HOLDS}), _WHOLE, unmask=True)", "frozenset({Stand.HOLDS}), _WHOLE)"),
    "an officer who is only asked unmasks": Wrong("allowing", "Row(frozenset({Role.OFFICER}), _NEAR, _WHOLE)", "Row(frozenset({Role.OFFICER}), _NEAR, _WHOLE, unmask=True)"),
    "identities are not masked": Wrong("allowing", "    masked: bool = True", "    masked: bool = False"),
    "an analyst reads cases": Wrong("allowing", _ANALYST, _ANALYST.replace("{Part.FIGURES}", "{Part.FIGURES, Part.METADATA}")),
    "an auditor must take part": Wrong("allowing", "frozenset({None, *Stand})", "frozenset(Stand)"),
    "who helps reads everything": Wrong("allowing", "Row(_BUSINESS, _HELPS, _WHOLE, shared=True)", "Row(_BUSINESS, _HELPS, _WHOLE)"),
    "who helps has not even the metadata whole": _seeing("row.shared and asked.part in SHARED_PARTS", "row.shared"),
    "everybody reads who looked": Wrong("allowing", "Row(frozenset({Role.BUREAU_LEADER}), _NEAR", "Row(_BUSINESS, _NEAR"),
    "petitioners do not see their own vault": Wrong("allowing", "Part.IDENTITY, Part.VAULT})", "Part.IDENTITY})"),
}  # fmt: skip
"""By what is wrong with each."""
