"""Files as a browser saves them: never shown in place, never run."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header


def download(found: tuple[bytes, str, str] | None) -> HttpResponse:
    """Content, name and kind as an answer. Raises Http404 for None."""
    if found is None:
        raise Http404
    content, name, kind = found
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
