"""A whole product on a free port, and people who look at it through a browser."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.chromium import browser as chromium
from tests.processes import ROOT, free_port, kill, start, surroundings, wait_until

SCREENSHOTS = ROOT / "var" / "screenshots"


@dataclass
class Product:
    """A running `article6 up` with its address, its folder and its sign-ins."""

    url: str
    folder: Path
    passwords: dict[str, str]


@dataclass
class Visitor:
    """Somebody at a browser of their own; what the console complained of is kept."""

    product: Product
    page: Page
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        address = path if path.startswith("http") else self.product.url + path
        self.page.goto(address)
        return self.page

    def sign_in(self, username: str) -> Page:
        self.open("/accounts/login/")
        self.page.locator("#id_login").fill(username)
        self.page.locator("#id_password").fill(self.product.passwords[username])
        self.page.locator("main button[type=submit]").click()
        self.page.wait_for_url(self.product.url + "/")
        return self.page

    def picture(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    _prepare_files()
    folder, port = tmp_path_factory.mktemp("product") / "var", free_port()
    process = start("up", "--port", str(port), folder=folder)
    try:
        assert process.stdout
        for line in process.stdout:
            if "Ctrl-C stops everything" in line:
                break
        sign_ins = json.loads((folder / "sign-ins.json").read_text())
        yield Product(f"http://127.0.0.1:{port}", folder, {one["username"]: one["password"] for one in sign_ins})
    finally:
        kill(process)


def _prepare_files() -> None:
    """Static files and catalogues as `make install` leaves them, where a working tree has none or older ones."""
    manifest = ROOT / "static-root" / "staticfiles.json"
    if _is_older(manifest, (ROOT / "frontend" / "static").rglob("*.*")):
        _run("django", "collectstatic", "--noinput", "--verbosity", "0")
    for source in ROOT.glob("*/locale/*/LC_MESSAGES/django.po"):
        if _is_older(source.with_suffix(".mo"), [source]):
            _run("babel.messages.frontend", "-q", "compile", "-i", str(source), "-o", str(source.with_suffix(".mo")))


def _is_older(made: Path, sources: "Iterator[Path] | list[Path]") -> bool:
    return not made.exists() or any(source.stat().st_mtime > made.stat().st_mtime for source in sources)


def _run(*module: str) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "backend.config.settings"}
    folder = ROOT / "var"
    subprocess.run([sys.executable, "-m", *module], check=True, cwd=ROOT, env=surroundings(folder, **settings))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def visitors(browser: Browser, product: Product) -> Iterator["Visitors"]:
    present = Visitors(browser, product)
    yield present
    present.leave()


class Visitors:
    """Opens browsers for people; all are closed, and nobody may have seen a complaint of the console."""

    def __init__(self, browser: Browser, product: Product) -> None:
        self.browser, self.product = browser, product
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def enter(self, **options: object) -> Visitor:
        settings = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", "reduced_motion": "reduce"} | options
        context = self.browser.new_context(**settings)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return Visitor(self.product, page, self.complaints)

    def leave(self) -> None:
        for context in self.contexts:
            context.close()


def reload_until(page: Page, words: str, *, seconds: float = 30) -> None:
    """Load the page again until it says so: the worker is another process."""

    def says() -> bool:
        page.reload()
        return words in page.locator("main").inner_text()

    wait_until(says, seconds=seconds, what=f"the page never said “{words}”")
