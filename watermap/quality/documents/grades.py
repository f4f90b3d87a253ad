"""What classes and grades are called, and the official names of their colours."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from watermap.datafile import Strict, read_toml
from watermap.language import Language, Text
from watermap.quality.assessment import Grade, WaterClass
from watermap.resources import package_file

ColourName = Literal["blue", "green", "yellow", "orange", "red"]


class _Class(Strict):
    title: Text
    grade: Grade


class _Grade(Strict):
    title: Text
    colour: ColourName


class _Grades(Strict):
    verified: bool
    classes: dict[WaterClass, _Class]
    grades: dict[Grade, _Grade]


def class_title(water_class: WaterClass, language: Language) -> str:
    """``Ⅲ类``, ``class III``."""
    return class_text(water_class).of(language)


def class_text(water_class: WaterClass) -> Text:
    """The class in both languages, for the fields of messages."""
    return _file().classes[water_class].title


def grade_title(grade: Grade, language: Language) -> str:
    """``良好``, ``good``."""
    return grade_text(grade).of(language)


def grade_text(grade: Grade) -> Text:
    """The grade in both languages, for the fields of messages."""
    return _file().grades[grade].title


def grade_of(water_class: WaterClass) -> Grade:
    """The grade of one section with that class (standards.md 2.3)."""
    return _file().classes[water_class].grade


def colour_of(grade: Grade) -> ColourName:
    """The official name of a grade's colour; which blue it is, maps decide."""
    return _file().grades[grade].colour


def grades_of_classes() -> Mapping[WaterClass, Grade]:
    """Every class with its grade, best first."""
    return {name: entry.grade for name, entry in _file().classes.items()}


@cache
def _file() -> _Grades:
    return read_toml(_Grades, package_file("quality/documents") / "grades.toml")
