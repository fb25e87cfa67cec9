"""The search page as a test reads it: what stands on the board, and where its links lead."""

import json
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from streamlit.testing.v1 import AppTest

NO_WEB_ADDRESSES = ("javascript:alert(1)", "http://[bad", "ftp://example.org/1", "http:///1", "")
ROUTER = Path(__file__).parents[2] / "pages" / "router.py"


class Board(HTMLParser):
    """The board's text, and its links by the name under which the page knows them again."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.links: dict[str, str] = {}
        self.buttons: dict[str, str] = {}
        self.pieces: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links[known.get("data-name", known["href"])] = known["href"]
        if tag == "button":
            self.buttons[known["data-name"]] = known["data-pick"]

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @property
    def text(self) -> str:
        """What can be read, in one line."""
        return "".join(self.pieces)


def browser() -> AppTest:
    """A tab at the search page."""
    return AppTest.from_file(str(ROUTER), default_timeout=30)


def component(page: AppTest, name: str) -> dict[str, object]:
    """What the component `name` was given."""
    for node in page.get("bidi_component"):
        if node.proto.component_name == name:
            given: dict[str, object] = json.loads(node.proto.json)
            return given
    raise AssertionError(f"no {name} on the page: {words(page)}")


def board(page: AppTest) -> Board:
    """The board of the search page."""
    return Board(str(component(page, "desk_board")["html"]))


def words(page: AppTest) -> str:
    """What stands on the page beside the board."""
    parts = [one.value for one in (*page.markdown, *page.info, *page.error, *page.warning, *page.title, *page.header)]
    return "\n".join([*map(str, parts), *(str(one.proto.body) for one in page.get("html"))])


def at(page: AppTest, name: str) -> str:
    """What the address says of `name`; AppTest gives a list or its only member."""
    value = page.query_params[name]
    return value if isinstance(value, str) else value[-1]


def look_for(page: AppTest, /, **params: str | list[str]) -> AppTest:
    """Open the page at the address that `params` make."""
    for name, value in params.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def follow(page: AppTest, name: str) -> AppTest:
    """Open the address to which the link `name` of the board leads."""
    parts = urlsplit(board(page).links[name])
    assert parts.path == "/"
    for old in list(page.query_params):
        del page.query_params[old]
    return look_for(page, **parse_qs(parts.query))


def open_record(page: AppTest, number: str) -> AppTest:
    """Open the page of a record."""
    page.query_params["id"] = number
    page.switch_page("record.py").run()
    assert not page.exception
    return page
