"""Reads the rules: one file a theme of law, shipped and the user's own."""

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from watermap.catalogue.kinds import Kind
from watermap.catalogue.load import known_kinds
from watermap.checks.law.industries import known_industries
from watermap.checks.law.regions import known_regions
from watermap.checks.law.rule import Rule, RuleEntry, RuleFile
from watermap.datafile import read_toml
from watermap.errors import Problem, WatermapError
from watermap.resources import package_file, user_folder

__all__ = ["ListedRule", "Rule", "in_force", "known_rules", "listed_rules", "load_rules"]

Origin = Literal["watermap", "user", "project"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRule:
    """A rule, the file it stands in, and whose file that is."""

    rule: Rule
    file: Path
    origin: Origin


def known_rules(of_project: Path | None = None) -> tuple[Rule, ...]:
    """The rules that come with watermap, the user's own and a project's, in this order.

    Args:
        of_project: the folder ``rules/`` beside a project.toml; need not exist. None: no project.

    Raises:
        WatermapError: a file cannot be used; every problem of every file.
    """
    return load_rules([folder for folder, _ in _folders(of_project)], kinds=known_kinds())


def listed_rules(of_project: Path | None = None) -> tuple[ListedRule, ...]:
    """The same rules, each with its file.

    Raises:
        WatermapError: a file cannot be used; every problem of every file.
    """
    origins: dict[Path, Origin] = dict(_folders(of_project))
    return tuple(
        ListedRule(rule=rule, file=path, origin=origins[path.parent])
        for path, file in _files(list(origins), kinds=known_kinds()).items()
        for rule in file.each()
    )


def _folders(of_project: Path | None) -> Iterator[tuple[Path, Origin]]:
    """Where rules lie, and whose they are."""
    yield package_file("checks/law/rules"), "watermap"
    own: tuple[tuple[Path | None, Origin], ...] = (
        (user_folder("rules"), "user"),
        (of_project, "project"),
    )
    for folder, origin in own:
        if folder is not None and folder.is_dir():
            yield folder, origin


def load_rules(folders: Sequence[Path], *, kinds: Mapping[str, Kind]) -> tuple[Rule, ...]:
    """The rules of all ``*.toml`` of some folders, one for every rule and law.

    Args:
        folders: read in this order, files by name.
        kinds: the kinds of layer that zones may name.

    Raises:
        WatermapError: a file breaks the model, or names a kind, field, value, region or group of
            industries that is not known, or an id twice; every problem of every file.
    """
    return tuple(rule for file in _files(folders, kinds=kinds).values() for rule in file.each())


def _files(folders: Sequence[Path], *, kinds: Mapping[str, Kind]) -> dict[Path, RuleFile]:
    files: dict[Path, RuleFile] = {}
    problems: list[Problem] = []
    for path in (path for folder in folders for path in sorted(folder.glob("*.toml"))):
        try:
            files[path] = read_toml(RuleFile, path)
        except WatermapError as error:
            problems += error.problems
    # Names are looked at in all files that can be read, so that all is corrected in one go.
    problems += [*_repeated(files), *_unknown(files, kinds)]
    if problems:
        raise WatermapError(*problems)
    return files


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
            for key, name, known in _names(rule, kinds):
                yield _no_such(path, rule.id, key, name, known)
            for case in rule.cases:
                for when in (case.when, case.unless):
                    for group in (when.industry or ()) if when else ():
                        if group not in known_industries():
                            yield _no_such(
                                path, rule.id, "when.industry", group, known_industries()
                            )


def _names(rule: RuleEntry, kinds: Mapping[str, Kind]) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Key, name and what is known, for every name of a rule's zone that is not known."""
    zone = rule.zone
    if zone.region is not None and zone.region not in known_regions():
        yield "zone.region", zone.region, known_regions()
    kind = kinds.get(zone.kind)
    if kind is None:
        yield "zone.kind", zone.kind, kinds
        return
    yield from (("shows", name, kind.fields) for name in rule.shows if name not in kind.fields)
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
