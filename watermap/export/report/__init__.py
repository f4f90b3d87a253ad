"""The bulletin of a period: page, workbook, maps, notices, all from one content."""
