"""The entry point of the web server."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai_web.settings")


def entry(proxies: str) -> Any:
    """Behind ``proxies`` an address is the one that they name: else one visitor's wrong passwords would lock out all."""
    office = get_wsgi_application()
    return wrap_wsgi_with_proxy_headers(office, proxies) if proxies else office


application = entry(settings.PROXIES)
