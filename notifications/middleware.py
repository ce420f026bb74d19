"""Where no front stands before Django: the development server and the test client."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .feeds.answering import secret_in
from .views import feed


class FeedsFirst:
    """Answers feeds before every other middleware: no session, no language, no redirect, no more headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        secret = secret_in(request.path_info)
        return self._get_response(request) if secret is None else feed(request, secret)
