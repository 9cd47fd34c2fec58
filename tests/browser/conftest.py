"""The real application on a free port, and a browser that reports every slip of a page."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from waitress import create_server

from directory import migrations
from directory.app import Parts, build_parts, create_app
from directory.config import Settings
from tests.browser.network import fill

CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, never one that a test tool downloads."""
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}


@dataclass(frozen=True)
class Site:
    """The running application: its address, its parts, and the ids of its services by name."""

    url: str
    parts: Parts
    ids: dict[str, str]


@contextmanager
def served(
    instance: Path, empty_instance: Path, before: Callable[[Parts], None] = lambda _: None, **settings: Any
) -> Iterator[Site]:
    """The application over the small network, served as it is in earnest; ``before`` sees its parts first."""
    shutil.copytree(empty_instance, instance)
    parts = build_parts(Settings(_env_file=None, instance=instance, **settings))
    migrations.upgrade(parts.database.engine)
    ids = fill(parts.database)
    before(parts)
    server = create_server(create_app(parts=parts), host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.effective_port}", parts, ids)
    server.close()
    thread.join(timeout=5)
    parts.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, empty_instance: Path) -> Iterator[Site]:
    """The application over the small network."""
    folder = tmp_path_factory.mktemp("browser") / "instance"
    with served(folder, empty_instance, listing_rate_limit="1000 per hour") as made:
        yield made


# What htmx says of suggestions that were still under way when the page was left.
LEFT_UNANSWERED = ("htmx:afterRequest", "htmx:sendAbort")


@dataclass
class Visit:
    """One page in the browser, and what it did that it should not."""

    page: Page
    site: Site
    slips: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note every error of the console, every script that fails and every request to another host."""
        self.page.on("console", lambda message: self._note(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.on("request", lambda request: self._elsewhere(request.url))

    def _note(self, text: str) -> None:
        if text not in LEFT_UNANSWERED:
            self.slips.append(text)

    def _elsewhere(self, url: str) -> None:
        if not url.startswith((self.site.url, "data:", "blob:")):
            self._note(f"request to {url}")

    def go(self, path: str) -> Page:
        """Open a page and wait until it is quiet."""
        self.page.goto(self.site.url + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def violations(self) -> list[str]:
        """What axe finds wrong with the page as it is."""
        results = Axe().run(self.page)
        return [
            f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:160]}" for each in results.response["violations"]
        ]


@pytest.fixture
def visit_with(site: Site, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """A visit in a context of its own; at the end nothing may have gone wrong in any of them."""
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def make(**options: Any) -> Visit:
        context = browser.new_context(**({"viewport": {"width": 1440, "height": 1000}} | options))
        context.set_default_timeout(15_000)
        contexts.append(context)
        visit = Visit(context.new_page(), site)
        visit.watch()
        visits.append(visit)
        return visit

    yield make
    slips = [slip for visit in visits for slip in visit.slips]
    for context in contexts:
        context.close()
    assert not slips


@pytest.fixture
def visit(visit_with: Callable[..., Visit]) -> Visit:
    """A visit at a desk."""
    return visit_with()
