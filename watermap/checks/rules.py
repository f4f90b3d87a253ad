"""Reads the rules: one file a theme of law, shipped and the user's own."""

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from watermap.catalogue.kinds import Kind
from watermap.catalogue.load import known_kinds
from watermap.checks.industries import known_industries
from watermap.checks.regions import known_regions
from watermap.checks.rule import Rule, RuleFile, Zone
from watermap.datafile import read_all
from watermap.errors import Problem, WatermapError
from watermap.resources import package_file, user_folder

__all__ = ["Rule", "in_force", "known_rules", "load_rules"]


def known_rules() -> tuple[Rule, ...]:
    """The rules that come with watermap and the user's own, in the order of files and rules.

    Raises:
        WatermapError: a file cannot be used; every problem of every file.
    """
    own = user_folder("rules")
    folders = [package_file("checks/rules"), *([own] if own.is_dir() else [])]
    return load_rules(folders, kinds=known_kinds())


def load_rules(folders: Sequence[Path], *, kinds: Mapping[str, Kind]) -> tuple[Rule, ...]:
    """The rules of all ``*.toml`` of some folders, one for every rule and law.

    Args:
        folders: read in this order, files by name.
        kinds: the kinds of layer that zones may name.

    Raises:
        WatermapError: a file breaks the model, or names a kind, field, value, region or group of
            industries that is not known, or an id twice; every problem of every file.
    """
    files = read_all(
        RuleFile, [path for folder in folders for path in sorted(folder.glob("*.toml"))]
    )
    problems = [*_repeated(files), *_unknown(files, kinds)]
    if problems:
        raise WatermapError(*problems)
    return tuple(rule for file in files.values() for rule in file.each())


def in_force(rules: Iterable[Rule], as_of: dt.date) -> tuple[Rule, ...]:
    """The rules whose law is in force on a day."""
    return tuple(rule for rule in rules if rule.basis.holds_on(as_of))


def _repeated(files: Mapping[Path, RuleFile]) -> Iterator[Problem]:
    first: dict[str, Path] = {}
    for path, file in files.items():
        for rule in file.rules:
            if rule.id in first:
                other = first[rule.id].name
                yield Problem.error("checks.rule_twice", file=path.name, rule=rule.id, other=other)
            first[rule.id] = path


def _unknown(files: Mapping[Path, RuleFile], kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    for path, file in files.items():
        for rule in file.rules:
            for key, name, known in _names(rule.zone, kinds):
                yield _no_such(path, rule.id, key, name, known)
            for case in rule.cases:
                for when in (case.when, case.unless):
                    for group in (when.industry or ()) if when else ():
                        if group not in known_industries():
                            yield _no_such(
                                path, rule.id, "when.industry", group, known_industries()
                            )


def _names(zone: Zone, kinds: Mapping[str, Kind]) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Key, name and what is known, for every name of a zone that is not known."""
    if zone.region is not None and zone.region not in known_regions():
        yield "zone.region", zone.region, known_regions()
    kind = kinds.get(zone.kind)
    if kind is None:
        yield "zone.kind", zone.kind, kinds
        return
    for field, values in zone.where.items():
        if field not in kind.fields:
            yield f"zone.where.{field}", field, kind.fields
            continue
        known = kind.fields[field].values
        yield from ((f"zone.where.{field}", value, known) for value in values if value not in known)


def _no_such(path: Path, rule: str, key: str, name: str, known: Iterable[str]) -> Problem:
    choices = sorted(known)
    near = difflib.get_close_matches(name, choices, n=1)
    return Problem.error(
        "checks.rule_names_unknown",
        file=path.name,
        rule=rule,
        key=key,
        name=name,
        near=near[0] if near else "—",
        known=", ".join(choices) or "—",
    )
