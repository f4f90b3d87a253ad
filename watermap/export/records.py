"""Answers as plain dictionaries, as docs of the command line promise them, and as JSON files.

Numbers are plain numbers in the unit their key names, times are ISO, what is missing is None,
never NaN; texts that came from data are exactly the data's.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from watermap.atomic import atomic
from watermap.export.recording.around import around_record
from watermap.export.recording.assessment import assessment_record
from watermap.export.recording.files import FileFacts, UnreadFile, info_record
from watermap.export.recording.lists import (
    kinds_record,
    methods_record,
    rules_record,
    standards_record,
)
from watermap.export.recording.site import site_check_record
from watermap.export.recording.standing import standing_record

__all__ = [
    "FileFacts",
    "UnreadFile",
    "around_record",
    "assessment_record",
    "info_record",
    "kinds_record",
    "methods_record",
    "rules_record",
    "site_check_record",
    "standards_record",
    "standing_record",
    "write_json",
]


def write_json(record: Mapping[str, Any], path: Path) -> None:
    """Write a record as UTF-8 JSON.

    Raises:
        WatermapError: the file cannot be written.
        ValueError: the record holds NaN or infinity, which is a bug of ours.
    """
    text = json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)
    with atomic(path) as temporary:
        # A lone surrogate cannot be UTF-8; as an escape it is the same text in JSON.
        data = text.encode("utf-8", errors="backslashreplace")
        temporary.write_bytes(data + b"\n")
