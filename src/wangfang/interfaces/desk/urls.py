"""Which address of the desk shows which page; everything but the door needs a person signed in."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from wangfang.interfaces.desk.views import (
    bulletins,
    cases,
    closing,
    entering,
    handling,
    indicators,
    intake,
    outbox,
    passing,
    worklist,
)

app_name = "desk"
_CASE = "cases/<str:number>/"

urlpatterns = [
    path("sign-in/", entering.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("keys/", entering.keys, name="keys"),
    path("", worklist.worklist, name="worklist"),
    path("print/", worklist.print_list, name="print-list"),
    path("panel/<str:number>/", worklist.panel_page, name="panel"),
    path("register/", intake.register, name="register"),
    path(_CASE, cases.case, name="case"),
    path(f"{_CASE}papers/", cases.papers, name="papers"),
    path(f"{_CASE}papers/<int:key>/", cases.paper, name="paper"),
    path(f"{_CASE}papers/<int:key>.pdf", cases.paper_pdf, name="paper-pdf"),
    path(f"{_CASE}files/<int:key>/", cases.file, name="file"),
    path(f"{_CASE}trail/", cases.trail, name="trail"),
    path(f"{_CASE}limits/<int:place>/", cases.explain, name="explain"),
    path(f"{_CASE}receivers/", passing.receivers, name="receivers"),
    path(f"{_CASE}register-forward/", passing.register_forward, name="register-forward"),
    path(f"{_CASE}forward/", passing.forward, name="forward"),
    path(f"{_CASE}assign/", passing.assign, name="assign"),
    path(f"{_CASE}screen/", handling.screen, name="screen"),
    path(f"{_CASE}sign-for/", handling.sign_for, name="sign-for"),
    path(f"{_CASE}accept/", handling.accept, name="accept"),
    path(f"{_CASE}decline/", handling.decline, name="decline"),
    path(f"{_CASE}log-work/", handling.log_work, name="log-work"),
    path(f"{_CASE}resolve/", handling.resolve, name="resolve"),
    path(f"{_CASE}opinion/", closing.opinion, name="opinion"),
    path(f"{_CASE}serve/", closing.serve, name="serve"),
    path(f"{_CASE}close/", closing.close, name="close"),
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators/cases/", indicators.behind, name="behind"),
    path("bulletins/", bulletins.bulletins, name="bulletins"),
    path("bulletins/draft/", bulletins.draft, name="bulletin-draft"),
    path("bulletins/<int:key>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<int:key>.docx", bulletins.docx, name="bulletin-docx"),
    path("bulletins/<int:key>.pdf", bulletins.pdf, name="bulletin-pdf"),
    path("outbox/", outbox.outbox, name="outbox"),
]
