"""A complete body for each kind of paper, all about the leaking roof in 辽河小区."""

from __future__ import annotations

from datetime import date

from wangfang.rules.papers import PaperKind, basis_of, finality, remedy

COMMON = {
    "issuer": "先锋路街道办事处",
    "addressee": "王**",
    "case_number": "230822-0482",
    "issued_on": "2017-09-01",
    "number": "先街信意字〔2017〕23号",
}
MATTER = {"matter": "南岗区辽河小区顶楼漏雨", "submitted_on": "2017-08-22"}
MINE = {**COMMON, **MATTER}
THEIRS = {**MINE, "addressee": "南岗区信访局", "petitioner": "王**"}
TO_UNIT = {**MINE, "issuer": "南岗区信访局", "addressee": "先锋路街道办事处", "petitioner": "王**"}
INSIDE = {**MINE, "addressee": "", "petitioner": "王**"}
REVIEWED = {**MINE, "issuer": "哈尔滨市信访事项复查复核办公室", "opinion_number": "先街信意字〔2017〕23号"}

BODIES: dict[PaperKind, dict[str, str]] = {
    PaperKind.REGISTRATION_FORM: {
        **INSIDE, "form": "letter", "purpose": "request", "people": "3", "region": "南岗区先锋路街道",
        "address": "辽河小区5栋2单元702", "category": "城乡建设", "text": "每次下雨屋顶都漏，请求修缮屋面。",
        "id_number": "230***********0026", "phone": "138****8000", "signers": "李**、赵**",
        "registered_on": "2017-08-22", "registrar": "李明",
    },
    PaperKind.PROCEDURAL_NOTICE: {**MINE, "forwarded_to": "先锋路街道办事处", "forwarded_on": "2017-08-22"},
    PaperKind.ACCEPTANCE_NOTICE: {
        **MINE, "source_organ": "南岗区信访局", "accepted_on": "2017-08-23", "due_on": "2017-10-23",
    },
    PaperKind.DECLINE_NOTICE: {
        **MINE, "reason": "该事项已由人民法院立案审理。", "route": "请按诉讼程序向人民法院提出。",
    },
    PaperKind.NO_LONGER_ACCEPT_NOTICE: {**MINE, "reason": "该事项已经复核终结，没有新的事实和理由。"},
    PaperKind.FORWARDING_SLIP: {
        **TO_UNIT, "forwarded_on": "2017-08-22", "lead": "先锋路街道办事处", "assisting": "南岗区住房和城乡建设局",
    },
    PaperKind.ASSIGNMENT_LETTER: {
        **TO_UNIT, "forwarded_on": "2017-08-22", "due_on": "2017-10-09",
        "feedback": "请在期限内办结并将办理结果反馈我单位，提交办结报告，附处理意见书和送达回证。",
    },
    PaperKind.RETURN_LETTER: {
        **THEIRS, "reason": "房屋修缮由住建部门主管。", "should_go_to": "南岗区住房和城乡建设局",
    },
    PaperKind.RETURN_DECISION: {
        **TO_UNIT, "decision": "同意退回", "reason": "职责划分属实。", "next": "南岗区住房和城乡建设局",
    },
    PaperKind.ARBITRATION_RULING: {
        **TO_UNIT, "competent": "先锋路街道办事处", "reason": "属地管理。", "copies": "南岗区住房和城乡建设局",
    },
    PaperKind.HANDING_OVER_NOTE: {
        **TO_UNIT, "handed_on": "2017-09-01", "reason": "机构撤销，职责并入。", "due_on": "2017-10-23",
    },
    PaperKind.ASSIST_ANSWER: {**THEIRS, "addressee": "先锋路街道办事处", "answer": "经查，该栋房屋已过保修期。"},
    PaperKind.EXTENSION_APPROVAL: {
        **INSIDE, "days": "30", "reason": "需要委托鉴定。", "due_on": "2017-11-20", "approved_by": "赵强",
        "consent": "南岗区信访局同意",
    },
    PaperKind.EXTENSION_NOTICE: {**MINE, "days": "30", "reason": "需要委托鉴定。", "due_on": "2017-11-20"},
    PaperKind.PAUSE_NOTICE: {**MINE, "reason": "appraisal", "paused_on": "2017-09-01"},
    PaperKind.RECOMPUTE_NOTICE: {**MINE, "reason": "国务院办公厅公布新的放假安排。", "due_on": "2017-10-24"},
    PaperKind.HEARING_RECORD: {
        **INSIDE, "held_on": "2017-09-01", "record": "各方到场，信访人陈述了漏雨情况。", "recorder": "李明",
    },
    PaperKind.SETTLEMENT: {**MINE, "terms": "物业公司赔偿墙面损失，双方不再争议。", "parties": "辽河物业公司"},
    PaperKind.OPINION: {
        **MINE,
        "source_organ": "南岗区信访局", "accepted_on": "2017-08-23",
        "request": "请求修缮屋面。", "facts": "5栋屋面防水层老化，702室等3户渗漏属实。",
        "opinion": "9月1日已更换防水卷材86平方米。", "basis": basis_of(date(2017, 9, 1)),
        "review_organ": "南岗区人民政府", "remedy": remedy("南岗区人民政府"),
    },
    PaperKind.SERVICE_RECEIPT: {
        **COMMON, "paper_title": "信访事项处理意见书", "paper_number": "先街信意字〔2017〕23号",
        "method": "direct", "served_on": "2017-09-01", "proof": "王秀兰签收",
    },
    PaperKind.CLOSING_REPORT: {
        **THEIRS, "assignment_number": "南岗信交字〔2017〕8号", "opinion_number": "先街信意字〔2017〕23号",
        "request": "请求修缮屋面。", "report": "9月1日已更换防水卷材，信访人满意。", "signatory": "赵强",
        "due_on": "2017-10-09",
    },
    PaperKind.MERGE_NOTE: {**MINE, "primary": "230801-0007", "reason": "同一人反映同一事。"},
    PaperKind.FILING_APPROVAL: {**INSIDE, "reason": "内容为感谢，没有请求事项。", "approved_by": "赵强"},
    PaperKind.DIVERSION_NOTICE: {
        **MINE, "reason": "属于劳动争议。", "organ": "南岗区劳动人事争议仲裁委员会", "procedure": "仲裁",
        "diverted_on": "2017-09-01",
    },
    PaperKind.TRANSFER_LETTER: {
        **THEIRS, "addressee": "南岗区劳动人事争议仲裁委员会", "reason": "属于劳动争议。", "procedure": "仲裁",
        "diverted_on": "2017-09-01", "text": "单位拖欠工资三个月。",
    },
    PaperKind.WITHDRAWAL: {**MINE, "reason": "问题已经解决。", "asked_on": "2017-09-01"},
    PaperKind.REVIEW_APPLICATION: {
        **REVIEWED, "respondent": "先锋路街道办事处", "organ": "南岗区人民政府", "reason": "没有解决漏雨。",
        "asked_on": "2017-09-20",
    },
    PaperKind.REVIEW_ACCEPTANCE: {
        **REVIEWED, "respondent": "先锋路街道办事处", "accepted_on": "2017-09-22", "due_on": "2017-10-20",
    },
    PaperKind.REVIEW_OPINION: {
        **REVIEWED, "respondent": "先锋路街道办事处", "request": "要求重新修缮。", "facts": "现场蓄水试验无渗漏。",
        "opinion": "原意见认定事实清楚，予以维持。", "basis": "《信访条例》第三十四条",
        "review_organ": "哈尔滨市人民政府", "remedy": remedy("哈尔滨市人民政府", ask="复核"),
    },
    PaperKind.RECHECK_APPLICATION: {
        **REVIEWED, "respondent": "南岗区人民政府", "organ": "哈尔滨市人民政府", "reason": "仍然不服。",
        "asked_on": "2017-11-01",
    },
    PaperKind.RECHECK_ACCEPTANCE: {
        **REVIEWED, "respondent": "南岗区人民政府", "accepted_on": "2017-11-03", "due_on": "2017-12-01",
    },
    PaperKind.RECHECK_OPINION: {
        **REVIEWED, "respondent": "南岗区人民政府", "request": "要求重新修缮。", "facts": "经听证，事实清楚。",
        "opinion": "复查意见予以维持。", "basis": "《信访条例》第三十五条", "finality": finality(date(2017, 9, 1)),
    },
    PaperKind.REOPEN_NOTICE: {**TO_UNIT, "reason": "答复与反映的问题无关。", "due_on": "2017-11-01"},
    PaperKind.URGING_NOTE: {**TO_UNIT, "reason": "临近到期，没有办理记录。", "due_on": "2017-09-08"},
    PaperKind.SUPERVISION_LETTER: {**TO_UNIT, "reason": "超期未办结。", "due_on": "2017-09-08"},
    PaperKind.LISTING_NOTICE: {**TO_UNIT, "reason": "多次重复信访，长期没有化解。", "due_on": "2017-12-31"},
    PaperKind.IMPROVEMENT_PROPOSAL: {**TO_UNIT, "proposal": "建立屋面渗漏报修台账，三日内到场。"},
    PaperKind.POLICY_PROPOSAL: {**TO_UNIT, "proposal": "完善老旧小区维修资金使用办法。"},
    PaperKind.ACCOUNTABILITY_PROPOSAL: {**TO_UNIT, "proposal": "对推诿拖延的责任人员依法处理。"},
    PaperKind.PROPOSAL_ANSWER: {**THEIRS, "answer": "建议已经采纳，台账已经建立。"},
    PaperKind.URGENT_REPORT: {**THEIRS, "report": "屋面有坍塌危险，已疏散住户12人。"},
    PaperKind.FINALISATION_RECORD: {**INSIDE, "ground": "期限内没有申请复查", "finalised_on": "2017-10-20"},
}  # fmt: skip
