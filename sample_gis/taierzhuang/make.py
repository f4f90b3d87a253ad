"""Makes the Taierzhuang sample: ``python make.py [FOLDER]``, by default the folder it lies in.

Run twice, it writes the same bytes. README.md beside it says what is planted where.
"""

import sys
from pathlib import Path

from making import offices, setting, site, workbook
from making.sheet import write


def make(folder: Path) -> None:
    """Write every made file of the sample into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = setting.draw()
    for sheet in offices.shapefiles(drawn):
        write(sheet, folder)
    site.write_site(drawn, folder)
    workbook.write_workbooks(folder)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
