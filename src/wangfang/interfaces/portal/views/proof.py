"""What does a citizen take away that proves, without us, how the case stood?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wangfang.interfaces.frame import acts
from wangfang.interfaces.frame.templatetags.frame import china_clock
from wangfang.interfaces.portal import following
from wangfang.records.ledger import proofs
from wangfang.rules.refusal import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest


@never_cache
@require_safe
def proof(request: HttpRequest) -> HttpResponse:
    """P08b: the receipt as a picture for a phone and as a file; or from when on it is there."""
    found = following.case_of(request)
    if found is None:
        return redirect("portal:follow")
    kept = proofs.receipt_of(found.number, acts.now())
    said = {
        "case": found,
        "receipt": kept,
        "picture": segno.make_qr(kept.text(), error="l").svg_data_uri(border=4) if kept else "",
        "ready": proofs.ready_at(acts.now()),
    }
    return render(request, "portal/proof.html", said)


@never_cache
@require_safe
def proof_file(request: HttpRequest) -> HttpResponse:
    """Give the receipt as a file.

    Raises:
        Refused: no checkpoint covers the last act yet; it says when one will.
    """
    found = following.case_of(request)
    if found is None:
        return redirect("portal:follow")
    kept = proofs.receipt_of(found.number, acts.now())
    if kept is None:
        raise Refused(_("凭证还没有签好，{at}以后再来取").format(at=china_clock(proofs.ready_at(acts.now()))))
    answer = HttpResponse(kept.text(), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{found.number}-proof.json"'
    return answer
