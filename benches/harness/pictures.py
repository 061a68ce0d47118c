"""One picture per question, as SVG: a bar for each peer, grouped by row. Every group has a scale of its own, since the
largest call takes a thousand times what the smallest does."""

from __future__ import annotations

from html import escape
from pathlib import Path

from . import report
from .rows import QUESTIONS, Question

WIDTH = 860
MARGIN = 28
NAME_WIDTH = 140
VALUE_WIDTH = 190
BAR = 16
BAR_STEP = 22
GROUP_HEAD = 26
GROUP_GAP = 16
HEAD = 76
# Rialto stands out; the others are told apart by their names.
RIALTO_COLOR = "#0b7a75"
COLORS = ["#8d99ae", "#b8c0cc", "#cdb4a0", "#d9cfc1", "#a3b18a"]
INK, FAINT = "#1f2933", "#667380"


def write(told: dict, output: Path) -> None:
    for question in QUESTIONS:
        if rows := report.of(told, question):
            (output / f"{question.name}.svg").write_text(picture(told, question, rows))


def picture(told: dict, question: Question, rows: list[dict]) -> str:
    parts, top = [], HEAD
    for row in rows:
        for figure in row["drawn"]:
            more, height = group(told, row, figure, top)
            parts += more
            top += height + GROUP_GAP
    height = top + MARGIN - GROUP_GAP
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            'font-family="system-ui, -apple-system, Segoe UI, DejaVu Sans, sans-serif" font-size="13">',
            f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
            text(MARGIN, 36, question.title, size=20, weight=600),
            text(MARGIN, 58, question.about, color=FAINT),
            *parts,
            "</svg>\n",
        ]
    )


def group(told: dict, row: dict, figure: str, top: int) -> tuple[list[str], int]:
    """The bars of one row, and how high they are together."""
    result = report.result_of(row)
    names = [peer["name"] for peer in told["peers"]]
    spreads = {name: result.spread(name, figure) for name in names}
    shown = [name for name in names if spreads[name] or name == report.RIALTO or not row["rialto_only"]]
    most = max((spread.main for spread in spreads.values() if spread), default=1)
    parts = [text(MARGIN, top + 15, report.subject(row, figure), weight=600)]
    for at, name in enumerate(shown):
        y = top + GROUP_HEAD + at * BAR_STEP
        parts.append(text(MARGIN + NAME_WIDTH - 10, y + 12, report.title(told, name), anchor="end", color=FAINT))
        left = MARGIN + NAME_WIDTH
        if spread := spreads[name]:
            width = max(2.0, spread.main / most * (WIDTH - 2 * MARGIN - NAME_WIDTH - VALUE_WIDTH))
            parts.append(f'<rect x="{left}" y="{y}" width="{width:.1f}" height="{BAR}" rx="2" fill="{color(names, name)}"/>')
            ratio = result.ratio(report.RIALTO, name, figure) if name != report.RIALTO else None
            parts.append(text(left + width + 8, y + 12, report.shown(spread.main, figure), weight=600 if name == report.RIALTO else 400))
            if ratio:
                parts.append(text(WIDTH - MARGIN, y + 12, f"Rialto takes {ratio:.2f}", color=FAINT, anchor="end", size=12))
        else:
            parts.append(text(left + 4, y + 12, report.absence(row, name), color=FAINT, style="italic"))
    return parts, GROUP_HEAD + len(shown) * BAR_STEP


def color(names: list[str], name: str) -> str:
    others = [other for other in names if other != report.RIALTO]
    return RIALTO_COLOR if name == report.RIALTO else COLORS[others.index(name) % len(COLORS)]


def text(x: float, y: float, words: str, size: int = 13, weight: int = 400, color: str = INK, **more: str) -> str:
    anchor = f' text-anchor="{more["anchor"]}"' if "anchor" in more else ""
    style = f' font-style="{more["style"]}"' if "style" in more else ""
    return (
        f'<text x="{x:.1f}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{color}"{anchor}{style}>'
        f"{escape(words)}</text>"
    )
