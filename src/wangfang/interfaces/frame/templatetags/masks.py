"""How do templates hide a name, a number or an address from people who need not know it?"""

from __future__ import annotations

from django import template

from wangfang.rules import privacy

register = template.Library()

register.filter("mask_name", privacy.mask_name)
register.filter("mask_phone", privacy.mask_phone)
register.filter("mask_id", privacy.mask_id)
register.filter("mask_address", privacy.mask_address)
