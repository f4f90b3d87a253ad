"""Sites with all that every kind is held against alike, several asked about together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from shapely.geometry.base import BaseGeometry

from watermap.checks.ground.places import Places
from watermap.checks.ground.study_area import Stands, area_of
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.judging import Judged, Judging
from watermap.geodesy.plane import Plane


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A site with all that every kind is held against alike."""

    site: Site
    plane: Plane  # around the site
    circumstances: Circumstances
    study_area: BaseGeometry | None
    area_m2: float  # of the site on the ellipsoid; 0 for points and lines
    judging: Judging  # what rules say of the site

    @property
    def within_m(self) -> float:
        """How far near reaches."""
        return max(self.circumstances.within_m, default=0.0)

    def stands(self) -> Stands | None:
        """How the site lies to the study area; None: there is none."""
        if self.study_area is None:
            return None
        area = area_of(self.study_area)
        return area.stands(self.site.geometry, self.plane, within_m=self.within_m)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Sites that are asked about together; each gets the answer that it gets alone."""

    questions: tuple[Question, ...]
    places: Places  # of the sites
    study_area: BaseGeometry | None
    stands: tuple[Stands | None, ...]  # how each lies to the study area; None: there is none

    @classmethod
    def of(
        cls,
        sites: Sequence[Site],
        circumstances: Circumstances,
        study_area: BaseGeometry | None,
        *,
        judged: Judged | None = None,
    ) -> Self:
        """Some sites, valid and EPSG:4490, all in the same circumstances.

        Args:
            sites: their geometries may be prepared, where no other thread has them.
            circumstances: day, distances, tolerance.
            study_area: valid, EPSG:4490; None: there is none.
            judged: what is known from other sites already, added to.
        """
        places = Places.of([site.geometry for site in sites])
        shared: Judged = {} if judged is None else judged
        questions = tuple(
            Question(
                site=site,
                plane=plane,
                circumstances=circumstances,
                study_area=study_area,
                area_m2=area_m2,
                judging=Judging(site, shared),
            )
            for site, plane, area_m2 in zip(
                sites, places.planes.each, places.areas_m2.tolist(), strict=True
            )
        )
        stands = tuple(question.stands() for question in questions)
        return cls(questions=questions, places=places, study_area=study_area, stands=stands)

    def reaching(self, within_m: float) -> Self:
        """The same sites, with what is near reaching otherwise."""
        questions = tuple(
            replace(one, circumstances=replace(one.circumstances, within_m=(within_m,)))
            for one in self.questions
        )
        return replace(self, questions=questions)
