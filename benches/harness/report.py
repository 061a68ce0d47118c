"""The report and its summary, in Markdown."""

from __future__ import annotations

from pathlib import Path

from .results import FIGURES, Result, Spread
from .rows import QUESTIONS, Question

# What Rialto is held against first: the peer that has less to do.
RIVAL = "envoy-lean"
RIALTO = "rialto"


def write(told: dict, output: Path) -> None:
    (output / "summary.md").write_text(summary(told))
    (output / "report.md").write_text(whole(told))


def whole(told: dict) -> str:
    parts = ["# Side by side\n", summary(told), setup(told)]
    for question in QUESTIONS:
        if rows := of(told, question):
            parts.append(section(told, question, rows))
    return "\n".join(parts)


def of(told: dict, question: Question) -> list[dict]:
    return [row for row in told["rows"] if row["question"] == question.name]


# The summary: Rialto and the rival.


def summary(told: dict) -> str:
    rival = title(told, RIVAL)
    lines = [f"| | Rialto | {rival} | ratio |", "| --- | ---: | ---: | ---: |"]
    for question in QUESTIONS:
        for row in of(told, question):
            for figure in question.drawn:
                lines.append(summary_line(row, figure, question))
    return "\n".join(lines) + "\n"


def summary_line(row: dict, figure: str, question: Question) -> str:
    what = f", {FIGURES[figure].title}" if len(question.drawn) > 1 or question.name != "calls" else ""
    result = result_of(row)
    share = result.ratio(RIALTO, RIVAL, figure)
    cells = [cell_or_reason(row, name, figure) for name in (RIALTO, RIVAL)]
    return f"| {row['title']}{what} | {cells[0]} | {cells[1]} | {f'**{share:.2f}**' if share else ''} |"


def cell_or_reason(row: dict, peer: str, figure: str) -> str:
    spread = result_of(row).spread(peer, figure)
    return shown(spread.main, figure) if spread else absence(row, peer)


def absence(row: dict, peer: str) -> str:
    if peer in row["unserved"]:
        return "not served yet" if peer == RIALTO else "not served"
    return "failed" if peer in row["failed"] else "not measured"


# The report.


def setup(told: dict) -> str:
    lines = ["## How it was measured\n", "| | |", "| --- | --- |"]
    lines += [f"| {name} | {value} |" for name, value in told["machine"].items()]
    lines += [f"| {peer['title']} | {peer['version']}; {peer['about']} |" for peer in told["peers"]]
    lines += [f"| {name} | **left out**: {why} |" for name, why in told["missing"].items()]
    lines.append(f"| priority | {'before others' if told['priority'] else 'as others, since it may not be raised'} |")
    lines.append(f"| when | {told['when']}, at {told['commit']} |")
    return "\n".join(lines) + "\n" + METHOD.format(rounds=told["rounds"], seconds=told["seconds"])


METHOD = """
All peers stand before the same sample back end for the whole run, each with one worker on the same CPU; the load and the
back end have the others. A row is {rounds} rounds, and in each round every peer has a slice of {seconds} s, the one after
the other. CPU time is what the scheduler counted for all threads of the gateway during the slice, over the requests
that were completed. The main figure is the better quartile of the slices, which neighbours on the machine disturb
least; in brackets are the least, the median and the most. A ratio is of two main figures of this run. Absolute figures
belong to this machine. Before a call is timed, its answer is held against what it must be; in the slices every answer
must have the right status.
"""


def section(told: dict, question: Question, rows: list[dict]) -> str:
    lines = [f"## {question.title}\n", question.about + "\n"]
    lines.append(f"![{question.title}]({question.name}.svg)\n")
    for figure in question.figures:
        if any(figure in samples for row in rows for samples in row["samples"].values()):
            lines.append(table(told, figure, rows))
    for row in rows:
        for name, why in (row["unserved"] | row["failed"]).items():
            lines.append(f"- {row['title']}: {title(told, name)}: {absence(row, name)}: {escaped(why)}")
    return "\n".join(lines) + "\n"


def table(told: dict, figure: str, rows: list[dict]) -> str:
    peers = [peer["name"] for peer in told["peers"]]
    others = [name for name in peers if name != RIALTO]
    heads = [title(told, name) for name in peers] + [f"ratio to {title(told, name)}" for name in others]
    lines = [
        f"**{FIGURES[figure].title}**\n",
        "| | " + " | ".join(heads) + " |",
        "| --- |" + " ---: |" * len(heads),
    ]
    for row in rows:
        result = result_of(row)
        cells = [in_full(result.spread(name, figure), figure) or absence(row, name) for name in peers]
        ratios = [result.ratio(RIALTO, name, figure) for name in others]
        cells += [f"{ratio:.2f}" if ratio else "" for ratio in ratios]
        lines.append(f"| {row['title']} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def line(told: dict, row: dict) -> str:
    """One row as it goes by."""
    question = next(question for question in QUESTIONS if question.name == row["question"])
    figure = question.figures[0]
    parts = []
    for peer in told["peers"]:
        ratio = result_of(row).ratio(RIALTO, peer["name"], figure) if peer["name"] != RIALTO else None
        text = f"{peer['name']} {cell_or_reason(row, peer['name'], figure)}"
        parts.append(text + (f" ({ratio:.2f})" if ratio else ""))
    return f"{row['name']:20} " + ", ".join(parts)


# Words and numbers.


def result_of(row: dict) -> Result:
    return Result(row["name"], row["samples"], row["unserved"], row["failed"])


def title(told: dict, name: str) -> str:
    return next((peer["title"] for peer in told["peers"] if peer["name"] == name), name)


def in_full(spread: Spread | None, figure: str) -> str:
    if not spread:
        return ""
    if spread.count == 1:
        return shown(spread.main, figure)
    return f"{shown(spread.main, figure)} [{bare(spread.least)} {bare(spread.median)} {bare(spread.most)}]"


def shown(value: float, figure: str) -> str:
    unit = FIGURES[figure].unit
    if unit == "µs" and value >= 1000:
        value, unit = value / 1000, "ms"
    return bare(value) + (" " if unit and not unit.startswith("/") else "") + unit


def bare(value: float) -> str:
    """Three digits that mean something."""
    if value >= 100:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
