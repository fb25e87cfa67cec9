"""Clocks of the benchmarks of search: one question after another, many at once, and a record changed meanwhile."""

import gc
import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from benchmarks.contenders import Answer, Contender, Question
from search.documents import Document

Millis = dict[str, dict[str, list[float]]]
PATIENCE_S = 10.0


@dataclass
class Asked:
    """Milliseconds by kind and engine, and how many questions of a kind were counted alike by all who count."""

    taken: Millis = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    alike: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))


def interleaved(contenders: Sequence[Contender], questions: Mapping[str, Sequence[Question]]) -> Asked:
    """Ask the first half of each kind untimed, then all of them, each of every engine before the next is asked."""
    asked = Asked()
    for kind in questions:
        _round(contenders, questions[kind][: len(questions[kind]) // 2], Asked())
    gc.collect()
    gc.freeze()  # as the desk does once it is open
    for kind in questions:
        _round(contenders, questions[kind], asked)
    gc.unfreeze()
    return asked


def cold(open_one: Callable[[], Contender], phrases: Sequence[Question], each: int = 20) -> list[float]:
    """Milliseconds for phrases asked for the first time: after every `each` the engine is opened anew."""
    taken: list[float] = []
    for start in range(0, len(phrases), each):
        contender = open_one()
        contender.ask(Question("term", "中国", (("中国",),)))
        taken += [_timed(contender, phrase)[0] for phrase in phrases[start : start + each]]
        contender.close()
    return taken


@dataclass(frozen=True)
class Throughput:
    """Answers in a second of all threads together, and how many were not what one thread alone was told."""

    per_second: float
    wrong: int


def throughput(contender: Contender, questions: Sequence[Question], threads: int, seconds: float) -> Throughput:
    """Ask the questions in an order of its own from each thread, comparing every answer."""
    expected = [contender.ask(question) for question in questions]
    stop, lock, done, wrong = threading.Event(), threading.Lock(), [0], [0]

    def ask(seed: int) -> None:
        mine = contender.for_thread()
        order = random.Random(seed).sample(range(len(questions)), len(questions))
        asked = differ = 0
        while not stop.is_set():
            place = order[asked % len(order)]
            asked += 1
            try:
                differ += mine.ask(questions[place]) != expected[place]
            except Exception:  # noqa: BLE001 - an engine that breaks under threads has given a wrong answer
                differ += 1
        with lock:
            done[0] += asked
            wrong[0] += differ

    running = _started(threads, ask)
    started = time.perf_counter()
    time.sleep(seconds)
    stop.set()
    _joined(running)
    return Throughput(done[0] / (time.perf_counter() - started), wrong[0])


def visible(contender: Contender, documents: Iterable[Document], readers: Sequence[Question]) -> list[float]:
    """Milliseconds from a changed record until it is found, while two threads ask on with 50 ms to think."""
    stop = threading.Event()

    def read(seed: int) -> None:
        mine = contender.for_thread()
        lot = random.Random(seed)
        while not stop.wait(0.05):
            mine.ask(lot.choice(readers))

    running = _started(2, read)
    try:
        return [_until_found(contender, document, f"zz{number}qx") for number, document in zip(count(), documents)]
    finally:
        stop.set()
        _joined(running)


def _round(contenders: Sequence[Contender], questions: Sequence[Question], into: Asked) -> None:
    for number, question in enumerate(questions):
        able = [one for one in contenders if _knows(one, question)]
        turn = number % max(1, len(able))  # nobody is always first
        totals = set()
        for contender in able[turn:] + able[:turn]:
            taken, answer = _timed(contender, question)
            into.taken[question.kind][contender.name].append(taken)
            totals.add(answer.total)
        into.alike[question.kind].append(len(totals - {-1}) == 1)


def _knows(contender: Contender, question: Question) -> bool:
    """Whether it can be asked: the peers only what can be said in terms."""
    return question.kind in contender.kinds and (contender.name == "ours" or bool(question.terms))


def _timed(contender: Contender, question: Question) -> tuple[float, Answer]:
    started = time.perf_counter()
    answer = contender.ask(question)
    return (time.perf_counter() - started) * 1000, answer


def _until_found(contender: Contender, document: Document, word: str) -> float:
    changed = replace(document, title=(f"{document.title[0]} {word}", *document.title[1:]))
    question = Question("term", word, ((word,),))
    started = time.perf_counter()
    contender.change(changed)
    while document.record_id not in contender.ask(question).ids:
        if time.perf_counter() - started > PATIENCE_S:
            raise RuntimeError(f"{contender.name}: the changed record {document.record_id} is not found")
    return (time.perf_counter() - started) * 1000


def _started(number: int, work: Callable[[int], None]) -> list[threading.Thread]:
    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(number)]
    for thread in threads:
        thread.start()
    return threads


def _joined(threads: Iterable[threading.Thread]) -> None:
    for thread in threads:
        thread.join()
