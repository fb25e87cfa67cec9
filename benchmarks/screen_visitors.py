"""Visitors of the desk without a browser: each holds a websocket as Streamlit's front end does, searches and thinks.

python -m benchmarks.screen_visitors ADDRESS SESSIONS THINK_S SECONDS QUERIES.json

Prints milliseconds from the sending of a search until its script has finished, the errors, and what came over the
wire, as JSON. It is a process of its own, so that its work is not the server's; it shares the machine with it.
"""

import asyncio
import json
import random
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

PATIENCE_S = 60.0
_DONE = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY


@dataclass
class Seen:
    """What all visitors saw together."""

    taken_ms: list[float] = field(default_factory=list)
    first_ms: list[float] = field(default_factory=list)  # the first page of each visitor
    errors: list[str] = field(default_factory=list)
    searches: int = 0
    messages: int = 0
    elements: int = 0
    bytes: int = 0


def main() -> None:
    """Visit, and print what was seen."""
    address, sessions, think_s, seconds, queries = sys.argv[1:]
    asked = json.loads(Path(queries).read_bytes())
    seen = asyncio.run(visit(address, int(sessions), float(think_s), float(seconds), asked))
    print(json.dumps(asdict(seen)))


async def visit(address: str, sessions: int, think_s: float, seconds: float, queries: list[str]) -> Seen:
    """Let `sessions` visitors come within one time of thinking, and search until `seconds` after the last has come.

    Only searches sent after all have come are counted.
    """
    seen = Seen()
    begin = time.monotonic() + think_s
    visitors = (_visitor(address, n, think_s, begin, begin + seconds, queries, seen) for n in range(sessions))
    await asyncio.gather(*visitors)
    return seen


async def _visitor(
    address: str, number: int, think_s: float, begin: float, end: float, queries: list[str], seen: Seen
) -> None:
    lot = random.Random(number)
    await asyncio.sleep(lot.uniform(0, think_s))
    try:
        async with connect(f"{address}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
            seen.first_ms.append(await _rerun(socket, "", Seen()))
            while True:
                pause = min(lot.expovariate(1 / think_s), 3 * think_s)
                await asyncio.sleep(min(pause, max(0.0, end - time.monotonic())))
                if time.monotonic() >= end:
                    return
                counted = seen if time.monotonic() >= begin else Seen()
                counted.taken_ms.append(await _rerun(socket, lot.choice(queries), counted))
                counted.searches += 1
    except Exception as error:  # noqa: BLE001 - whatever goes wrong for a visitor is a result
        seen.errors.append(f"{type(error).__name__}: {error}")


async def _rerun(socket: ClientConnection, query: str, seen: Seen) -> float:
    """Send a search as it stands in the address; milliseconds until its script has finished."""
    message = BackMsg()
    message.rerun_script.query_string = query
    started = time.perf_counter()
    await socket.send(message.SerializeToString())
    async with asyncio.timeout(PATIENCE_S):
        while True:
            data = await socket.recv(decode=False)
            told = ForwardMsg.FromString(data)
            seen.messages += 1
            seen.bytes += len(data)
            seen.elements += told.WhichOneof("type") == "delta"
            if told.WhichOneof("type") == "script_finished":
                if told.script_finished == _DONE:
                    return (time.perf_counter() - started) * 1000
                if told.script_finished != ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN:
                    raise RuntimeError(ForwardMsg.ScriptFinishedStatus.Name(told.script_finished))
            if told.WhichOneof("type") == "delta" and told.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(told.delta.new_element.exception.message)


if __name__ == "__main__":
    main()
