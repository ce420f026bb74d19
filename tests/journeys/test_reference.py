"""The browsable reference of the API, in a real browser under the strict content-security policy."""

from urllib.parse import urlsplit

from .conftest import Visitors


def test_the_reference_shows_every_operation_and_asks_no_other_host(visitors: Visitors) -> None:
    visitor = visitors.enter()
    said: list[str] = []
    asked: set[str] = set()
    visitor.page.on("console", lambda message: said.append(message.text))
    visitor.page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page = visitor.open("/api/v1/reference/")
    page.wait_for_selector(".opblock")
    assert (page.locator(".opblock").count() > 50, said) == (True, [])
    assert asked - {""} == {urlsplit(page.url).netloc}
