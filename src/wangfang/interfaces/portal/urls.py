"""Which public address leads to which page? Every one of them is open to anyone."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from wangfang.interfaces.portal.views import follow, home, plain, proof, rate, remedy, report, reports

app_name = "portal"

urlpatterns = [
    path("", login_not_required(home.home), name="home"),
    path("display/", login_not_required(home.display), name="display"),
    path("language/", login_not_required(home.language), name="language"),
    path("report/what/", login_not_required(report.what), name="what"),
    path("report/where/", login_not_required(report.where), name="where"),
    path("report/contact/", login_not_required(report.contact), name="contact"),
    path("report/check/", login_not_required(report.check), name="check"),
    path("report/received/", login_not_required(report.received), name="received"),
    path("report/received/slip.pdf", login_not_required(report.slip), name="slip"),
    path("follow/", login_not_required(follow.ask), name="follow"),
    path("follow/case/", login_not_required(follow.case), name="case"),
    path("follow/case/paper/<int:key>/", login_not_required(follow.paper), name="paper"),
    path("follow/case/paper/<int:key>.pdf", login_not_required(follow.paper_pdf), name="paper-pdf"),
    path("follow/case/proof/", login_not_required(proof.proof), name="proof"),
    path("follow/case/proof.json", login_not_required(proof.proof_file), name="proof-file"),
    path("follow/leave/", login_not_required(follow.leave), name="leave"),
    path("follow/case/withdraw/", login_not_required(remedy.withdraw), name="withdraw"),
    path("follow/case/review/", login_not_required(remedy.request_review), name="review"),
    path("follow/case/recheck/", login_not_required(remedy.request_recheck), name="recheck"),
    path("rate/", login_not_required(rate.rate), name="rate"),
    path("rate/done/", login_not_required(rate.done), name="rated"),
    path("how/", login_not_required(plain.how), name="how"),
    path("rights/", login_not_required(plain.rights), name="rights"),
    path("notice/", login_not_required(plain.notice), name="notice"),
    path("csp-report/", login_not_required(reports.csp), name="csp-report"),
    path("privacy/", login_not_required(plain.privacy), name="privacy"),
]
