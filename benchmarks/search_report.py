"""The tables of the benchmark of search, and which promises are kept."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.contenders import KINDS

ENGINES = ("ours", "fts5", "tantivy")
SUGGESTING = ("completion", "did-you-mean")
PROMISED_AT = 100_000
_SINGLES = (  # part of the report, its figure, title, unit
    ("build", "cpu_s", "build, CPU", "s"),
    ("build", "records_per_cpu_s", "build, records per CPU second", ""),
    ("build", "peak_mb", "build, peak memory", "MB"),
    ("build", "mb", "index on disk", "MB"),
    ("start", "open_s", "open and first answer", "s"),
    ("start", "with_imports_s", "the same, new process and imports included", "s"),
    ("start", "memory_mb", "memory after the questions", "MB"),
    ("update", "p50", "changed until found, p50", "ms"),
    ("update", "p95", "changed until found, p95", "ms"),
    ("threads", "per_second", "8 threads, questions a second", ""),
    ("threads", "wrong", "8 threads, wrong answers", ""),
)


def lines(report: Mapping[str, Any]) -> Iterator[str]:
    """The report as text."""
    yield f"{report['records']:,} records; p50 / p95 in ms"
    yield f"{'':<16}{'ours':>16}{'fts5':>16}{'tantivy':>16}{'ours/fts5':>16}{'ours/tantivy':>16}{'same total':>12}"
    for kind, by in report.get("asked", {}).items():
        cells = [_pair(by.get(name)) for name in ENGINES]
        cells += [_ratios(by.get("ours"), by.get(name)) for name in ENGINES[1:]]
        alike = f"{by['alike']:.1%}" if "alike" in by else ""
        yield f"{kind:<16}" + "".join(f"{cell:>16}" for cell in cells) + f"{alike:>12}"
    yield f"{'':<44}" + "".join(f"{name:>12}" for name in ENGINES)
    for part, figure, title, unit in _SINGLES:
        if part in report:
            cells = [_number(report[part].get(name, {}).get(figure)) for name in ENGINES]
            yield f"{title + (f', {unit}' if unit else ''):<44}" + "".join(f"{cell:>12}" for cell in cells)
    if report["records"] != PROMISED_AT:
        yield f"The promises are for {PROMISED_AT:,} records; here they only tell the direction:"
    for what, kept in promises(report):
        yield f"{'PASS' if kept else 'FAIL'}  {what}"


def promises(report: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Each promise whose figures were measured, and whether it is kept."""
    asked = report.get("asked", {})
    for kind in (kind for kind in KINDS if kind in asked):
        yield from _of_kind(kind, asked[kind])
    if "phrase, cold" in asked:
        ours = asked["phrase, cold"]["ours"]
        yield f"cold phrase: p95 {ours['p95']:.1f} ms, under 60", ours["p95"] < 60
    for part, figure, limit, what in (
        ("update", "p95", 60, "changed and found: p95 in ms"),
        ("build", "cpu_s", 150, "built from raw text: CPU seconds"),
        ("build", "peak_mb", 700, "built from raw text: peak in MB"),
        ("start", "open_s", 1, "opened and first answer: seconds"),
    ):
        if part in report:
            told = report[part]["ours"][figure]
            yield f"{what} {told:.1f}, under {limit}", told < limit
    if "threads" in report:
        told = report["threads"]["ours"]
        kept = told["per_second"] >= 1000 and not told["wrong"]
        yield f"8 threads: {told['per_second']:,.0f} questions a second, {told['wrong']} wrong; 1,000 and none", kept


def _of_kind(kind: str, by: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    ours, peer, limit = by.get("ours"), by.get("fts5"), 20 if kind in SUGGESTING else 30
    if ours is None:
        yield f"{kind}: our engine cannot be asked", False
        return
    if peer:
        kept = ours["p50"] <= peer["p50"] and ours["p95"] <= peer["p95"]
        yield f"{kind}: not slower than FTS5 ({_pair(ours)} against {_pair(peer)})", kept
    if kind in ("term", "and", "or", "facets"):
        ratio = ours["p50"] / by["tantivy"]["p50"]
        yield f"{kind}: {ratio:.1f} times tantivy's p50, at most 5", ratio <= 5
    yield f"{kind}: p95 {ours['p95']:.1f} ms, under {limit}", ours["p95"] < limit


def _pair(told: Mapping[str, float] | None) -> str:
    return f"{_number(told['p50'])}/{_number(told['p95'])}" if told else "–"


def _ratios(ours: Mapping[str, float] | None, peer: Mapping[str, float] | None) -> str:
    parts: Sequence[str] = [f"{ours[at] / peer[at]:.2f}" for at in ("p50", "p95")] if ours and peer else ["–"]
    return "/".join(parts)


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}" if value < 10 and value != int(value) else f"{value:,.1f}" if value < 100 else f"{value:,.0f}"
