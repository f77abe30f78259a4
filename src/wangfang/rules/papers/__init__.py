"""Papers (文书): which there are, which step owes them, what must stand in them, how they are served."""

from wangfang.rules.papers.completeness import Incomplete, Missing, missing_in, require_complete
from wangfang.rules.papers.decisions import (
    CONCLUSION_SENTENCES,
    OUTCOME_SENTENCES,
    REVIEW_DAYS,
    Conclusion,
    NoReviewOrgan,
    finality,
    remedy,
)
from wangfang.rules.papers.kinds import (
    Addressee,
    Blank,
    CannotNumber,
    Demand,
    PaperKind,
    addressee_of,
    blanks,
    is_for_petitioner,
    may_read,
    number,
    title_of,
)
from wangfang.rules.papers.laws import NEW_LAW_FROM, basis_of, cited
from wangfang.rules.papers.owing import PROPOSALS, Owed, owed_by
from wangfang.rules.papers.serving import METHOD_WORDS, PROOF_WORDS, Method, require_proof

__all__ = [
    "CONCLUSION_SENTENCES",
    "METHOD_WORDS",
    "NEW_LAW_FROM",
    "OUTCOME_SENTENCES",
    "PROOF_WORDS",
    "PROPOSALS",
    "REVIEW_DAYS",
    "Addressee",
    "Blank",
    "CannotNumber",
    "Conclusion",
    "Demand",
    "Incomplete",
    "Method",
    "Missing",
    "NoReviewOrgan",
    "Owed",
    "PaperKind",
    "addressee_of",
    "basis_of",
    "blanks",
    "cited",
    "finality",
    "is_for_petitioner",
    "may_read",
    "missing_in",
    "number",
    "owed_by",
    "remedy",
    "require_complete",
    "require_proof",
    "title_of",
]
