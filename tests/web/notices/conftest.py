"""Requests as the tests of requests have them."""

from tests.web.requests.conftest import request_of, then

__all__ = ["request_of", "then"]
