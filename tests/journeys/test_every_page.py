"""Every page that links lead to: for those who see little, use no mouse and no script, a small or a dark screen."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from .conftest import Visitor, Visitors, reload_until

pytestmark = pytest.mark.timeout(300)

NARROW = {"width": 320, "height": 700}
WIDE = {"width": 1280, "height": 900}
MEMBERS = ("un-organiser", "interpol-secretariat")
FAULTS = "options => axe.run(options).then(said => said.violations.map(one => [one.id, one.nodes[0].html]))"
FEWEST = 15
"""So many different pages a member sees at least; fewer mean that the links are broken."""


def kind_of(path: str) -> str:
    """The route of a path: keys and numbers differ from row to row."""
    return re.sub(r"[0-9a-f-]{36}|\d+|(?<=/register/)[A-Z0-9-]+", "…", urlsplit(path).path)


def links_of(html: str) -> list[str]:
    """The paths that the page leads to, files and other programs' pages left out."""
    found = [unescape(path) for path in re.findall(r'<a\s[^>]*?href="([^"]+)"', html)]
    inside = (path for path in found if path.startswith("/") and not path.startswith(("/api/", "/feeds/a6")))
    return [path.split("#")[0] for path in inside if not path.endswith((".eml", ".ics", ".pdf", ".svg", ".csv"))]


def pages_of(visitor: Visitor, known: set[str]) -> list[str]:
    """One path for each route that can be reached from the overview and is not known yet. Nothing is drawn."""
    seen: dict[str, str] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop(0)
        if kind_of(path) in seen:
            continue
        response = visitor.page.request.get(visitor.product.url + path)
        assert (path, response.status) == (path, 200)
        if "text/html" in response.headers["content-type"]:
            seen[kind_of(path)] = path
            waiting += links_of(response.text())
    fresh = [path for kind, path in seen.items() if kind not in known]
    known |= set(seen)
    return fresh


def faults(page: Page, rules: list[str] | None = None) -> list[tuple[str, str]]:
    """What axe finds on the page: rule and the first place. Its script is given to a page once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"resultTypes": ["violations"], **({"runOnly": {"type": "rule", "values": rules}} if rules else {})}
    found = page.evaluate(FAULTS, options)
    return [(rule, place[:200]) for rule, place in found]


def overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def choose_language(page: Page, code: str) -> None:
    page.locator("#language").select_option(code)
    page.locator(".language button").click()
    page.wait_for_load_state()


def test_pages_are_accessible_in_light_dark_and_arabic_and_fit_a_small_screen(visitors: Visitors) -> None:
    wrong: dict[str, object] = {}
    known: set[str] = set()
    for username in MEMBERS:
        visitor = visitors.enter()
        page = visitor.sign_in(username)
        paths = pages_of(visitor, known)
        for path in paths:
            visitor.open(path)
            wrong[f"{path} light"] = faults(page)
            page.emulate_media(color_scheme="dark")
            wrong[f"{path} dark"] = faults(page, ["color-contrast"])
            page.emulate_media(color_scheme="light")
            page.set_viewport_size(NARROW)
            wrong[f"{path} narrow"] = overflows(page)
            page.set_viewport_size(WIDE)
        visitor.open("/")
        choose_language(page, "ar")
        page.set_viewport_size(NARROW)
        for path in paths:
            visitor.open(path)
            wrong[f"{path} Arabic, narrow"] = overflows(page)
        assert page.locator("html").get_attribute("dir") == "rtl"
    assert len(known) >= FEWEST
    assert {place: what for place, what in wrong.items() if what} == {}
    assert visitors.complaints == []


def test_pictures_of_the_dark_the_narrow_and_the_arabic(visitors: Visitors) -> None:
    for name, options in {"dark": {"color_scheme": "dark"}, "narrow": {"viewport": NARROW}, "arabic": {}}.items():
        visitor = visitors.enter(**options)
        page = visitor.sign_in("un-organiser")
        if name == "arabic":
            choose_language(page, "ar")
        visitor.picture(f"10-overview-{name}")
        page.locator("#own ~ *, section[aria-labelledby=own] tbody a").first.click()
        visitor.picture(f"11-meeting-{name}")
        visitor.open("/meetings/new/")
        visitor.picture(f"12-form-{name}")
    assert visitors.complaints == []


def test_a_wrong_form_says_everything_beside_its_fields_and_takes_the_focus(visitors: Visitors) -> None:
    visitor = visitors.enter()
    visitor.sign_in("un-organiser")
    page = visitor.open("/meetings/new/")
    for name, value in {
        "identifier": "WRONG/1", "body": "CCPCJ", "title": "Wrong", "starts_on": "2028-03-26", "ends_on": "2028-03-26",
        "starts_time": "02:30", "ends_time": "05:00", "time_zone": "Europe/Vienna", "agenda": "1. A\n2. B\n2. C",
    }.items():  # fmt: skip
        page.locator(f"#id_{name}").fill(value)
    page.get_by_role("button", name="Publish").click()
    summary = page.locator("[data-focus]")
    summary.wait_for()
    assert page.evaluate("document.activeElement === document.querySelector('[data-focus]')") is True
    assert "Line 3: the number “2” stands already on line 2." in page.locator("#id_agenda_error").inner_text()
    adds_a_sitting(page)
    assert faults(page) == []
    page.get_by_role("button", name="Remove sitting 1").click()
    page.locator("button:focus", has_text="Add a sitting").wait_for()
    page.locator("#id_agenda").fill("1. A")
    page.get_by_role("button", name="Publish").click()
    assert "2028-03-26 02:30 does not exist in Europe/Vienna" in page.locator("#id_starts_time_error").inner_text()
    visitor.picture("13-wrong-input")
    visitor.open("/meetings/?q=WRONG")
    assert "No meeting was found." in page.locator("main").inner_text()


def adds_a_sitting(page: Page) -> None:
    """What was typed stays, what was wrong is told no more, and the focus goes to the new row."""
    page.get_by_role("button", name="Add a sitting").click()
    page.locator("#id_sittings-0-number:focus").wait_for()
    assert page.locator("#id_title").input_value() == "Wrong"
    assert page.locator("#wrong").inner_text() == ""
    assert page.get_by_role("group", name="Sitting 1").get_by_label("Day", exact=True).input_value() == "2028-03-26"


def test_the_job_needs_neither_script_nor_mouse(visitors: Visitors) -> None:
    visitor = visitors.enter(java_script_enabled=False)
    visitor.sign_in("un-organiser")
    page = visitor.open("/meetings/new/")
    for name, value in {
        "identifier": "NOSCRIPT/1", "body": "CCPCJ", "title": "Session without a script", "starts_on": "2028-04-03",
        "ends_on": "2028-04-04", "agenda": "1. Trafficking in firearms",
    }.items():  # fmt: skip
        page.locator(f"#id_{name}").fill(value)
    page.get_by_role("button", name="Add a sitting").press("Enter")
    page.locator("#id_sittings-0-begins").fill("10:00")
    page.locator("#id_sittings-0-ends").fill("13:00")
    page.locator("#id_title").press("Enter")
    assert page.locator("#panel mark").first.inner_text() != ""
    page.get_by_role("button", name="Publish").press("Enter")
    reload_until(page, "Issued")
    sitting = page.locator("time[data-zone='Europe/Vienna']").last.inner_text()
    assert sitting == "Monday, 3 April 2028, \u206610:00–13:00 Vienna (UTC+2)\u2069"


def test_the_keyboard_alone_reaches_the_content_and_the_navigation(visitors: Visitors) -> None:
    visitor = visitors.enter()
    page = visitor.sign_in("un-organiser")
    visitor.open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
