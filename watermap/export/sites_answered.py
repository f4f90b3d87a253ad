"""Many sites checked at once, gathered answer by answer so that no answer has to be kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import Finding, SiteCheck, ThemeState
from watermap.checks.siting.batch import Answered
from watermap.checks.wording import state_title, verdict_title
from watermap.errors import Problem
from watermap.export.colours import colours
from watermap.export.columns import Columns
from watermap.export.geopackage import write_tables
from watermap.export.plain import day, number
from watermap.export.result_columns import Table, columns_of, placed, table_of
from watermap.export.result_tables import about_table, finding_row
from watermap.export.sheets import Coloured, Sheet, Value
from watermap.export.sheets_remarks import method_sheet, problems_sheet
from watermap.export.sheets_siting import findings_sheet
from watermap.export.sheets_siting_ways import way_out_sheet
from watermap.export.shown import DECIMALS
from watermap.export.table_blocks import ROWS, TableBlocks
from watermap.export.titles import kind_title
from watermap.export.way_tables import WayTables
from watermap.export.words import word
from watermap.language import Language

Row = tuple[Value | Coloured, ...]


@dataclass(slots=True, kw_only=True)
class SitesAnswered:
    """What is written of many sites: a row a site, a row a finding. Near misses are counted only.

    It is filled by ``add`` and read when all sites are in. With ``blocks`` the rows of a GeoPackage
    are written as they come, and ``write_tables`` writes the rest.
    """

    language: Language
    kinds: Mapping[str, Kind]
    in_tables: bool = True  # whether rows of a GeoPackage are wanted
    in_sheets: bool = True  # whether all rows of a workbook are wanted, or just the site's own
    blocks: TableBlocks | None = None
    verdicts: Counter[str] = field(default_factory=Counter)  # "unusable" where there is no check
    problems: dict[Problem, None] = field(default_factory=dict)  # of all sites, each once
    _heads: list[dict[str, object]] = field(default_factory=list)
    _places: list[BaseGeometry] = field(default_factory=list)
    _found: list[dict[str, object]] = field(default_factory=list)
    _found_places: list[BaseGeometry] = field(default_factory=list)
    _site_rows: list[Row] = field(default_factory=list)
    _theme_rows: list[Row] = field(default_factory=list)
    _finding_rows: list[Row] = field(default_factory=list)
    _way_rows: list[Row] = field(default_factory=list)
    _theme_kinds: tuple[str, ...] = ()
    _ways: WayTables | None = None

    def add(self, one: Answered) -> None:
        """Take the next site in."""
        check = one.check
        self.verdicts[check.verdict if check else "unusable"] += 1
        self.problems |= dict.fromkeys(check.problems if check else one.problems)
        self._site_rows.append(self._site_row(one))
        if check is not None:
            self._theme_kinds = tuple(theme.kind for theme in check.themes)
        if self.in_tables:
            self._add_to_tables(one)
        if self.in_sheets and check is not None:
            self._add_to_sheets(one.number + 1, check)
        if check is not None:
            self._add_ways(one.number + 1, check)

    def _add_to_tables(self, one: Answered) -> None:
        self._places.append(one.site.geometry)
        self._heads.append(self._head(one))
        if one.check is not None:
            of_site: dict[str, object] = {"site": one.number + 1, "site_name": one.site.name}
            for finding in one.check.findings:
                self._found.append(of_site | _finding(finding, self.language))
                self._found_places.append(one.site.geometry)
        # A site that was checked says which themes there are columns for.
        many = len(self._found) + len(self._heads) >= ROWS
        if self.blocks is not None and self._theme_kinds and many:
            self.blocks.add(self._taken(self.blocks))

    def _add_to_sheets(self, number_of_site: int, check: SiteCheck) -> None:
        self._theme_rows.append(
            (number_of_site, check.site.name, *(self._state(t.state) for t in check.themes))
        )
        title = self._title(number_of_site, check.site.name)
        self._finding_rows += self._findings([(title, replace(check, near_misses=()))]).rows

    def _add_ways(self, number_of_site: int, check: SiteCheck) -> None:
        if check.way_out is None:
            return
        if self._ways is None:
            self._ways = WayTables(language=self.language)
        self._ways.add(check, number_of_site=number_of_site)
        named = [(self._title(number_of_site, check.site.name), check)]
        self._way_rows += way_out_sheet(named, language=self.language).rows

    def _title(self, number_of_site: int, name: str | None) -> str:
        called = name or word("no_name", self.language)
        return word("siting_numbered", self.language, number=number_of_site, called=called)

    def _findings(self, named: Sequence[tuple[str, SiteCheck]]) -> Sheet:
        return findings_sheet(named, language=self.language, kinds=self.kinds)

    def _head(self, one: Answered) -> dict[str, object]:
        site, check = one.site, one.check
        said: dict[str, object] = {
            "site": one.number + 1,
            "name": site.name,
            "source": site.source,
            "industry": site.industry,
            "work": site.work,
            "verdict": check.verdict if check else None,
            "as_of": day(check.as_of) if check else None,
            "area_m2": number(check.area_m2) if check else None,
            "perimeter_m": number(check.perimeter_m) if check else None,
            "findings": len(check.findings) if check else None,
            "near_misses": len(check.near_misses) if check else None,
            "hardest_rule": _hardest(check),
            "holds_within_m": number(check.verdict_holds_within_m) if check else None,
            "why": self._why(one),
        }
        themes = check.themes if check else ()
        states: dict[str, object] = {f"state_{kind}": None for kind in self._theme_kinds}
        return said | states | {f"state_{theme.kind}": theme.state for theme in themes}

    def _site_row(self, one: Answered) -> Row:
        check = one.check
        if check is None:
            bad = word("sites_unusable", self.language)
            empty = (None,) * 5
            return (one.number + 1, one.site.name, bad, *empty, self._why(one))
        pair = colours().verdict[check.verdict]
        title = verdict_title(check.verdict, self.language)
        return (
            one.number + 1,
            one.site.name,
            Coloured(value=title, fill=pair.fill, text=pair.text),
            len(check.findings),
            len(check.near_misses),
            _hardest(check),
            check.verdict_holds_within_m,
            check.area_m2,
            None,
        )

    def _why(self, one: Answered) -> str | None:
        return "\n".join(problem.text(self.language) for problem in one.problems) or None

    def _state(self, state: ThemeState) -> Coloured:
        pair = colours().state[state]
        return Coloured(value=state_title(state, self.language), fill=pair.fill, text=pair.text)

    def tables(self) -> dict[str, Table]:
        """Tables of a GeoPackage: sites with verdict and states, findings on their site, ways out.

        The latter only where they were asked for.
        """
        return self._of_sites() | self._of_all()

    def _of_sites(self) -> dict[str, Table]:
        heads, found = table_of(self._heads), table_of(self._found)
        return {
            "sites": placed(columns_of(heads), list(self._places)),
            "site_findings": placed(columns_of(found), list(self._found_places)),
        }

    def _of_all(self) -> dict[str, Table]:
        """What is known when all sites are in; ways out are few, and kept till then."""
        return {
            **(self._ways.tables() if self._ways else {}),
            "about": about_table(None, self.problems, self.language),
        }

    def _taken(self, blocks: TableBlocks, *, last: bool = False) -> dict[str, Table]:
        """The rows that have come since they were last taken."""
        tables = self._of_sites()
        if not self._found and (not last or blocks.has("site_findings")):
            del tables["site_findings"]  # its columns are known when there is one
        for rows in (self._heads, self._places, self._found, self._found_places):
            rows.clear()
        return tables | self._of_all() if last else tables

    def write_tables(self, path: Path) -> None:
        """Write the GeoPackage.

        Raises:
            WatermapError: it cannot be written, or does not hold what was written to it.
        """
        if self.blocks is None or not self.blocks.has("sites"):
            write_tables(self.tables(), path)
            return
        self.blocks.add(self._taken(self.blocks, last=True))
        self.blocks.finish(path)

    def sites_sheet(self) -> Sheet:
        """A row a site."""
        telling = Columns(language=self.language)
        columns = (
            telling.count("sites_number"),
            telling.text("siting_site", 24),
            telling.text("siting_verdict", 14),
            telling.count("sites_findings"),
            telling.count("sites_near"),
            telling.text("sites_hardest", 26),
            telling.number("sites_holds", DECIMALS["m"]),
            telling.number("sites_area_m2", DECIMALS["m2"]),
            telling.remarks(),
        )
        return Sheet(name=telling.word("sites_tab"), columns=columns, rows=tuple(self._site_rows))

    def sheets(self) -> tuple[Sheet, ...]:
        """All tabs of a workbook."""
        methods = [word(name, self.language) for name in ("sites_method_same", "sites_method_near")]
        return (
            self.sites_sheet(),
            self._themes_sheet(),
            replace(self._findings([]), rows=tuple(self._finding_rows)),
            *self._ways_sheets(),
            problems_sheet(self.problems, self.language),
            method_sheet(methods, self.language),
        )

    def _ways_sheets(self) -> tuple[Sheet, ...]:
        if self._ways is None:
            return ()
        return (replace(way_out_sheet([], language=self.language), rows=tuple(self._way_rows)),)

    def title(self) -> str:
        """What the workbook is called."""
        return word("sites_title", self.language)

    def _themes_sheet(self) -> Sheet:
        telling = Columns(language=self.language)
        titles = [kind_title(kind, self.kinds, self.language) for kind in self._theme_kinds]
        first = telling.text("siting_site", 24)
        return Sheet(
            name=telling.word("sites_tab_themes"),
            columns=(
                telling.count("sites_number"),
                first,
                *(replace(first, title=title, width=14) for title in titles),
            ),
            rows=tuple(self._theme_rows),
        )


def _hardest(check: SiteCheck | None) -> str | None:
    """Findings come with the hardest first."""
    return check.findings[0].rule if check and check.findings else None


def _finding(finding: Finding, language: Language) -> dict[str, object]:
    row = finding_row(finding, near_miss=False, language=language)
    del row["near_miss"]
    ref = finding.feature
    return row | {"feature_file": ref.path, "feature_record": ref.record + 1}
