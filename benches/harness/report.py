"""The report and its summary, in Markdown."""

from __future__ import annotations

import textwrap
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
    lines = [about(told), f"| | Rialto | {rival} | ratio | goal |", "| --- | ---: | ---: | ---: | ---: |"]
    for question in QUESTIONS:
        for row in of(told, question):
            lines += [summary_line(row, figure) for figure in row["drawn"]]
    lines += [f"\n{name} is left out: {why}" for name, why in told["missing"].items()]
    return "\n".join(lines) + "\n"


def about(told: dict) -> str:
    """Where the figures come from, before the table."""
    machine = told["machine"]
    versions = ", ".join(f"{peer['title']} {peer['version']} ({peer['about']})" for peer in told["peers"])
    words = ABOUT.format(
        machine=f"{machine['CPUs']} CPUs of {machine['processor']}, {machine['system']}",
        versions=versions,
        rounds=told["rounds"],
        rival=title(told, RIVAL),
        when=told["when"][:10],
    )
    return textwrap.fill(words, 110, break_long_words=False) + "\n"


ABOUT = """\
Measured on {when}, on {machine}: {versions}. Each gateway has one worker on one CPU. A figure is the better quartile of
{rounds} rounds, in which the gateways take turns. The ratio is what Rialto takes of what {rival} takes, with the
least and the most of it over the rounds; the goal is the most that it is to be.
"""


def summary_line(row: dict, figure: str) -> str:
    result = result_of(row)
    cells = [cell_or_reason(row, name, figure) for name in (RIALTO, RIVAL)]
    share = result.ratio(RIALTO, RIVAL, figure)
    ratio = f"**{share:.2f}**" if share else ""
    if share and (bounds := result.ratio_bounds(RIALTO, RIVAL, figure)):
        ratio += f" ({bounds[0]:.2f}–{bounds[1]:.2f})"
    return f"| {subject(row, figure)} | {cells[0]} | {cells[1]} | {ratio} | {goal(row, figure)} |"


def goal(row: dict, figure: str) -> str:
    most = row["goals"].get(figure)
    if most is None:
        return ""
    return f"{most:g} {FIGURES[figure].unit}" if FIGURES[figure].absolute else f"{most:g}"


def subject(row: dict, figure: str) -> str:
    """What a line of the summary and a group of a picture are about."""
    return row["title"] if len(row["drawn"]) == 1 else f"{row['title']}: {FIGURES[figure].title}"


def cell_or_reason(row: dict, peer: str, figure: str) -> str:
    spread = result_of(row).spread(peer, figure)
    return shown(spread.main, figure) if spread else absence(row, peer)


def absence(row: dict, peer: str) -> str:
    if peer in row["unserved"]:
        return "not served yet" if peer == RIALTO else "not served"
    if peer in row["failed"]:
        return "failed"
    return "–" if row["rialto_only"] else "not measured"


# The report.


def setup(told: dict) -> str:
    lines = ["## How it was measured\n", "| | |", "| --- | --- |"]
    lines += [f"| {name} | {value} |" for name, value in told["machine"].items()]
    lines += [f"| {peer['title']} | {peer['version']}; {peer['about']} |" for peer in told["peers"]]
    lines += [f"| {name} | **left out**: {why} |" for name, why in told["missing"].items()]
    lines.append(f"| priority | {'before others' if told['priority'] else 'as others'} |")
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
    for figure in figures_of(rows):
        measured = [row for row in rows if any(figure in samples for samples in row["samples"].values())]
        if measured:
            lines.append(table(told, figure, [row for row in rows if figure in row["figures"]]))
    for row in rows:
        for name, why in (row["unserved"] | row["failed"]).items():
            lines.append(f"- {row['title']}: {title(told, name)}: {absence(row, name)}: {escaped(why)}")
    return "\n".join(lines) + "\n"


def figures_of(rows: list[dict]) -> list[str]:
    """In the order of the rows, each once."""
    return list(dict.fromkeys(figure for row in rows for figure in row["figures"]))


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
    figure = row["figures"][0]
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
    divisor, _ = readable(spread.main, figure)
    bounds = " ".join(bare(value / divisor) for value in (spread.least, spread.median, spread.most))
    return f"{shown(spread.main, figure)} [{bounds}]"


def shown(value: float, figure: str) -> str:
    divisor, unit = readable(value, figure)
    return bare(value / divisor) + (" " if unit and not unit.startswith("/") else "") + unit


def readable(value: float, figure: str) -> tuple[float, str]:
    """What a value is divided by to be read well, and the unit that it has then."""
    unit = FIGURES[figure].unit
    larger = LARGER.get(unit)
    return larger if larger and value >= larger[0] else (1, unit)


# From how many of a unit on the next one is read better.
LARGER = {"µs": (1000, "ms"), "ms": (1000, "s"), "KiB": (1024, "MiB")}


def bare(value: float) -> str:
    """Three digits that mean something."""
    if value >= 100:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
