"""All that sites are held against, as one value: layers, law, circumstances."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import SiteCheck
from watermap.checks.ground.features import made_valid
from watermap.checks.law.rule import Rule
from watermap.checks.law.rules import in_force
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.matching import Match
from watermap.checks.siting.question import Asked
from watermap.checks.siting.site_check import check_site
from watermap.checks.siting.themes import check_theme
from watermap.harmonise.layer import Layers


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a site is held against; the same for every site that is compared with it."""

    layers: Layers
    rules: Sequence[Rule]
    kinds: Mapping[str, Kind]
    circumstances: Circumstances
    study_area: BaseGeometry | None = None  # EPSG:4490

    def check(self, site: Site) -> SiteCheck:
        """The whole check of a site.

        Raises:
            WatermapError: the site has no usable geometry.
        """
        return check_site(
            site,
            self.layers,
            rules=self.rules,
            kinds=self.kinds,
            circumstances=self.circumstances,
            study_area=self.study_area,
        )

    def matches(self, site: Site, *, within_m: float) -> tuple[Match, ...]:
        """Every rule about the project with every feature that moves of a length could reach.

        Args:
            site: valid, EPSG:4490.
            within_m: the length; 0: features that the site itself meets, or by distances of law.
        """
        applying = in_force(self.rules, self.circumstances.as_of)
        names = dict.fromkeys(rule.zone.kind for rule in applying if rule.zone.kind in self.kinds)
        area = None if self.study_area is None else made_valid(self.study_area)
        asked = Asked.of([site], self.circumstances, area)
        found: list[Match] = []
        for name in names:
            own = [rule for rule in applying if rule.zone.kind == name]
            reach_m = within_m + max(rule.distance_m or 0.0 for rule in own)
            of_kind = asked.reaching(reach_m)
            layers = self.layers.get(name, ())
            found += check_theme(self.kinds[name], layers, own, of_kind)[0].matches
        return tuple(found)
