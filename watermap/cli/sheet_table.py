"""A sheet of results as a table of the terminal."""

from rich.table import Table

from watermap.export.sheets import Coloured, Sheet
from watermap.export.shown import cell_text


def sheet_table(sheet: Sheet) -> Table:
    """The same columns and rows as in the workbook."""
    table = Table(title=sheet.name)
    for column in sheet.columns:
        right = column.type in ("integer", "number")
        table.add_column(column.title, justify="right" if right else "left", overflow="fold")
    for row in sheet.rows:
        values = [cell.value if isinstance(cell, Coloured) else cell for cell in row]
        table.add_row(
            *(
                cell_text(value, column.decimals)
                for value, column in zip(values, sheet.columns, strict=True)
            )
        )
    return table
