"""How a command opens the desk, answers, and refuses."""

import functools
import json
import sys
from collections.abc import Callable
from typing import Annotated, ParamSpec, TypeVar

import typer

from desk.errors import Refusal
from search.opening import the_desk

__all__ = ["AsJson", "answer", "refusing", "say", "the_desk"]

P = ParamSpec("P")
R = TypeVar("R")

AsJson = Annotated[bool, typer.Option("--json", help="只在标准输出上印一个 JSON 对象 / print one JSON object")]


def say(message: str) -> None:
    """A message or progress for the person at the terminal (stderr)."""
    typer.echo(message, err=True)


def answer(value: dict[str, object], *, as_json: bool, text: str) -> None:
    """The command's result: `value` as JSON, or `text` for people."""
    typer.echo(json.dumps(value, ensure_ascii=False, default=str) if as_json else text)


def refusing(command: Callable[P, R]) -> Callable[P, R]:
    """Turn a refusal into its words on stderr and exit code 1."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except Refusal as refusal:
            say(str(refusal))
            sys.exit(1)

    return wrapped
