"""How are the opinion and the papers of its two remedies worded: application, acceptance, opinion?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wangfang.records.printing.phrases import in_words, paras, your_matter
from wangfang.records.printing.shapes import Block, heading, para
from wangfang.rules.papers import PaperKind

if TYPE_CHECKING:
    from collections.abc import Mapping


def _opinion(body: Mapping[str, str]) -> list[Block]:
    sender = body.get("source_organ", "").strip()
    came = f"由{sender}转送，" if sender else ""
    accepted = body.get("accepted_on", "").strip()
    begun = f"我单位于{in_words(accepted)}受理，" if accepted else ""
    return [
        para(f"{your_matter(body)}，{came}{begun}现已办理完毕，答复如下。"),
        heading("一、您的请求"),
        *paras(body["request"]),
        heading("二、查明的情况和理由"),
        *paras(body["facts"]),
        heading("三、处理意见和依据"),
        *paras(body["opinion"]),
        *paras(f"依据：{body['basis']}"),
        heading("四、您的权利"),
        *paras(body["remedy"]),
    ]


def _application(ask: str) -> Callable[[Mapping[str, str]], list[Block]]:
    """Return the wording of an application for review or for recheck."""

    def worded(body: Mapping[str, str]) -> list[Block]:
        return [
            heading("一、申请人和被申请人"),
            para(f"申请人：{body['addressee']}"),
            para(f"被申请人：{body['respondent']}"),
            heading(f"二、申请{ask}的意见"),
            para(f"被申请人就“{body['matter']}”信访事项（编号{body['case_number']}）出具的意见{_numbered(body)}。"),
            heading("三、请求和理由"),
            *paras(body["reason"]),
        ]

    return worded


def _acceptance(ask: str) -> Callable[[Mapping[str, str]], list[Block]]:
    """Return the wording of the notice that a review or a recheck is taken up."""

    def worded(body: Mapping[str, str]) -> list[Block]:
        day, due = in_words(body["accepted_on"]), in_words(body["due_on"])
        return [
            para(
                f"您不服{body['respondent']}就“{body['matter']}”信访事项（编号{body['case_number']}）"
                f"出具的意见{_numbered(body)}，申请{ask}。经审查，符合规定，决定自{day}起予以受理。"
            ),
            para(f"我单位将在{due}前（含当日）作出{ask}意见，书面告知您。按照规定举行听证的，听证时间不计算在内。"),
        ]

    return worded


def _decision(ask: str) -> Callable[[Mapping[str, str]], list[Block]]:
    """Return the wording of the opinion on a review or on a recheck; its end is the next remedy, or that there is none."""

    def worded(body: Mapping[str, str]) -> list[Block]:
        return [
            heading("一、申请人和被申请人"),
            para(f"申请人：{body['addressee']}"),
            para(f"被申请人：{body['respondent']}"),
            heading("二、申请人的请求"),
            para(
                f"申请人不服被申请人就“{body['matter']}”信访事项（编号{body['case_number']}）出具的意见{_numbered(body)}，申请{ask}。"
            ),
            *paras(body["request"]),
            heading("三、查明的情况和理由"),
            *paras(body["facts"]),
            heading(f"四、{ask}意见和依据"),
            *paras(body["opinion"]),
            *paras(f"依据：{body['basis']}"),
            heading("五、您的权利" if "remedy" in body else "五、效力"),
            *paras(body.get("remedy", "") or body["finality"]),
        ]

    return worded


def _numbered(body: Mapping[str, str]) -> str:
    number = body.get("opinion_number", "")
    return f"（{number}）" if number else ""


REMEDIES: dict[PaperKind, Callable[[Mapping[str, str]], list[Block]]] = {
    PaperKind.OPINION: _opinion,
    PaperKind.REVIEW_APPLICATION: _application("复查"),
    PaperKind.REVIEW_ACCEPTANCE: _acceptance("复查"),
    PaperKind.REVIEW_OPINION: _decision("复查"),
    PaperKind.RECHECK_APPLICATION: _application("复核"),
    PaperKind.RECHECK_ACCEPTANCE: _acceptance("复核"),
    PaperKind.RECHECK_OPINION: _decision("复核"),
}
