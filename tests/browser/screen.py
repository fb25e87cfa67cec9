"""What a person does at the screen, in their words."""

import json
from urllib.parse import urljoin

from playwright.sync_api import Locator, Page, expect

SIZES = {"tablet": (768, 1024), "tablet-wide": (1024, 768), "desktop": (1440, 900)}


class Screen:
    """One browser tab at the desk."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    def open(self, path: str = "/") -> None:
        """Go to an address of the desk and wait until the page has been drawn."""
        self.page.goto(urljoin(self.address, path))
        self.settled()

    def settled(self) -> None:
        """Wait until the script has run to its end. Never sleeps: Streamlit says when it is done."""
        expect(self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible(
            timeout=30_000
        )
        expect(self.page.locator("[data-stale=true]")).to_have_count(0, timeout=30_000)

    def sign_in(self, name: str, password: str, path: str = "/") -> None:
        """Sign in with account and password, and come back to `path`."""
        self.page.goto(urljoin(self.address, f"/staff/login?next={path}"))
        form = self.page.locator("form", has=self.page.locator("input[name=name]"))
        form.locator("input[name=name]").fill(name)
        form.locator("input[name=password]").fill(password)
        form.locator("button").click()
        self.settled()

    def press(self, name: str, *, exact: bool = True) -> None:
        """Press the button that is called `name`."""
        self.page.get_by_role("button", name=name, exact=exact).first.click()
        self.settled()

    def fill(self, label: str, text: str) -> None:
        """Type into the field that is labelled `label`, and leave it."""
        field = self.page.get_by_label(label, exact=True).first
        field.fill(text)
        field.press("Tab")
        self.settled()

    def sees(self, text: str) -> Locator:
        """Wait until `text` can be read on the screen."""
        found = self.page.get_by_text(text).first
        expect(found).to_be_visible(timeout=20_000)
        return found


def violations(page: Page) -> list[str]:
    """What axe finds serious or critical on the page, one line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {json.dumps([n['target'] for n in rule['nodes']][:3], ensure_ascii=False)}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]
