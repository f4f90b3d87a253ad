"""What writes a river and the duty view, by the file's ending."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from watermap.catalogue.kinds import Kind
from watermap.errors import Problem
from watermap.export.along_content import RiverContent
from watermap.export.charts.river import river_chart
from watermap.export.endings import Writer
from watermap.export.picture import write_picture
from watermap.export.recording.river import duty_record, river_record
from watermap.export.records import write_json
from watermap.export.sheets_river import write_duty, write_river
from watermap.language import Language
from watermap.network.tracing.duty import Duties
from watermap.quality.assessment import Assessment

DPI = 200


def river_writers(
    content: RiverContent,
    problems: Sequence[Problem],
    *,
    language: Language,
    kinds: Mapping[str, Kind],
) -> dict[str, Writer]:
    """The chart, the tables, the record."""

    def picture(path: Path) -> None:
        write_picture(river_chart(content, language=language), path, dpi=DPI)

    def tables(path: Path) -> tuple[Problem, ...]:
        return write_river(content, problems, path, language=language, kinds=kinds)

    def record(path: Path) -> None:
        write_json(river_record(content, problems, language=language), path)

    return {".svg": picture, ".png": picture, ".pdf": picture, ".xlsx": tables, ".json": record}


def duty_writers(
    duties: Duties,
    assessment: Assessment | None,
    problems: Sequence[Problem],
    *,
    language: Language,
    kinds: Mapping[str, Kind],
) -> dict[str, Writer]:
    """The table, the record."""

    def table(path: Path) -> tuple[Problem, ...]:
        return write_duty(duties, assessment, problems, path, language=language, kinds=kinds)

    def record(path: Path) -> None:
        write_json(duty_record(duties, assessment, problems, language=language), path)

    return {".xlsx": table, ".json": record}
