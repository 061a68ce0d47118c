"""What was measured: samples by row, peer and figure, and what stands for them."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from enum import Enum


class Stands(Enum):
    """Which of the samples stands for all."""

    # Others on the machine only ever add to what is measured: the lower quartile, or the upper where more is better.
    BETTER_QUARTILE = "the better quartile"
    MEDIAN = "the median"
    # Where the worst that happens is what matters.
    MOST = "the most"


@dataclass(frozen=True)
class Figure:
    """Something that is measured."""

    title: str
    unit: str
    stands: Stands = Stands.BETTER_QUARTILE
    higher_is_better: bool = False
    # It says something by itself, and is not held against that of another peer.
    absolute: bool = False


FIGURES = {
    "cpu_us": Figure("CPU time per request", "µs"),
    "rps": Figure("requests per second", "/s", higher_is_better=True),
    "busy": Figure("CPU of the gateway in use", "", higher_is_better=True),
    "p50_us": Figure("median", "µs"),
    "p99_us": Figure("99th percentile", "µs"),
    "rest_kib": Figure("at rest", "KiB"),
    "large_kib": Figure("after bodies of 1 MiB", "KiB"),
    "peak_kib": Figure("at most, with bodies of 1 MiB", "KiB"),
    "start_cpu_ms": Figure("CPU time", "ms"),
    "start_wall_ms": Figure("time", "ms"),
    "start_kib": Figure("resident memory then", "KiB"),
    "reload_cpu_ms": Figure("CPU time", "ms"),
    "reload_wall_ms": Figure("time", "ms"),
    "reload_peak_kib": Figure("memory at most", "KiB"),
    "few_instructions": Figure("instructions with few", ""),
    "many_instructions": Figure("instructions with many", ""),
    "one_worker_us": Figure("CPU time per request, one worker", "µs"),
    "two_workers_us": Figure("CPU time per request, two workers", "µs"),
    "instructions_growth": Figure("instructions with many over those with few", "×", Stands.MEDIAN, absolute=True),
    "workers_growth": Figure("CPU time per request over that of one", "×", Stands.MEDIAN, absolute=True),
    "largest_share": Figure("most connections on one worker", "%", Stands.MOST, absolute=True),
    "size_mib": Figure("size", "MiB"),
    "connection_kib": Figure("per idle connection", "KiB"),
}


@dataclass(frozen=True)
class Spread:
    """The samples of one figure: the one that stands for them, and how far they lie apart."""

    main: float
    least: float
    median: float
    most: float
    count: int

    @staticmethod
    def of(samples: list[float], figure: Figure) -> Spread:
        ordered = sorted(samples)
        median = statistics.median(ordered)
        if len(ordered) == 1:
            main = ordered[0]
        elif figure.stands is Stands.BETTER_QUARTILE:
            lower, _, upper = statistics.quantiles(ordered, n=4, method="inclusive")
            main = upper if figure.higher_is_better else lower
        else:
            main = median if figure.stands is Stands.MEDIAN else ordered[-1]
        return Spread(main, ordered[0], median, ordered[-1], len(ordered))


@dataclass
class Result:
    """A row that was measured."""

    row: str
    # Samples by peer and figure.
    samples: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    # Why a peer has none: it does not answer as it should when it is asked once, or it failed.
    unserved: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    def add(self, peer: str, **figures: float | None) -> None:
        for name, value in figures.items():
            if value is not None:
                self.samples.setdefault(peer, {}).setdefault(name, []).append(value)

    def spread(self, peer: str, figure: str) -> Spread | None:
        samples = self.samples.get(peer, {}).get(figure)
        return Spread.of(samples, FIGURES[figure]) if samples else None

    def ratio(self, peer: str, other: str, figure: str) -> float | None:
        """How much the peer takes of what the other takes, in this run."""
        if FIGURES[figure].absolute:
            return None
        one, two = self.spread(peer, figure), self.spread(other, figure)
        return one.main / two.main if one and two and two.main else None

    def ratio_bounds(self, peer: str, other: str, figure: str) -> tuple[float, float] | None:
        """The least and the most of that ratio, round by round."""
        one, two = (self.samples.get(name, {}).get(figure, []) for name in (peer, other))
        if len(one) != len(two) or len(one) < 2 or not all(two):
            return None
        ratios = [mine / theirs for mine, theirs in zip(one, two)]
        return min(ratios), max(ratios)

    def fail(self, peer: str, reason: str) -> None:
        """Takes back what was measured of a peer that then failed."""
        self.samples.pop(peer, None)
        self.failed[peer] = reason
