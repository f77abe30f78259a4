"""What does the web server call: the one WSGI application."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from wangfang.interfaces.frame import memory
from wangfang.interfaces.frame.entrance import Entrance

os.environ["WANGFANG_ACT_AS"] = "page"  # whatever started us: each transaction says for whom it reads
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wangfang.config.settings")
application = Entrance(get_wsgi_application())
memory.settle()
