"""Automatic before manual results, for the indicators that a method names (standards.md 3.5)."""

from collections.abc import Collection, Sequence

from watermap.quality.stations.samples import Sample, Samples


def automatic_first(
    samples: Samples, indicators: Collection[str], files: Collection[str]
) -> tuple[Samples, int]:
    """The samples without manual ones of months for which an automatic station has a value.

    Args:
        samples: of one station.
        indicators: for which automatic results go first.
        files: whose results are automatic, by name.

    Returns:
        What is left, and how many values were set aside.
    """
    kept = {
        name: _kept(series, files) if name in indicators else series
        for name, series in samples.items()
    }
    aside = sum(_values(samples[name]) - _values(series) for name, series in kept.items())
    return kept, aside


def _kept(series: Sequence[Sample], files: Collection[str]) -> Sequence[Sample]:
    automatic = {
        (one.date.year, one.date.month)
        for one in series
        if one.value is not None and is_automatic(one, files)
    }
    return [
        one
        for one in series
        if is_automatic(one, files) or (one.date.year, one.date.month) not in automatic
    ]


def is_automatic(sample: Sample, files: Collection[str]) -> bool:
    """Whether a sample's file is one of an automatic station."""
    return sample.source.partition(" › ")[0] in files


def _values(series: Sequence[Sample]) -> int:
    return sum(one.value is not None for one in series)
