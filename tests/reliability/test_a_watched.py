"""Class A under strace: what a disguised file names is never touched, and nothing is written."""

import json
import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reliability.disguises import ENDINGS, SERVICES, gml, raw_vrt, vrt


@pytest.mark.slow
def test_a_nothing_else_is_opened_or_connected(canary, listener, tmp_path):
    """All disguises at once under strace: the files named inside them are never touched (Q8)."""
    if shutil.which("strace") is None:
        pytest.skip("no strace on this computer")
    other, _ = canary
    address, calls = listener
    texts = {
        "vrt": vrt(other), "raw": raw_vrt(other), "service": SERVICES["wms"].format(address),
        "gdalg": json.dumps({"type": "gdal_streamed_alg",
                             "command_line": f"gdal vector pipeline ! read {other}"}),
        "gml": gml(address),
    }  # fmt: skip
    files = []
    for ending in ENDINGS:
        for name, text in texts.items():
            files.append(tmp_path / f"{name}{ending}")
            files[-1].write_text(text)
    log = tmp_path / "strace.log"
    ended = subprocess.run(
        ["strace", "-f", "-qq", "-o", log, "-e", "trace=open,openat,connect,execve,rename,unlink",
         sys.executable, "-P", "-m", "watermap", "info", "--lang", "en", *files],
        capture_output=True, timeout=200, check=False,
    )  # fmt: skip
    said = log.read_text("utf-8", "replace")
    if "PTRACE" in ended.stderr.decode("utf-8", "replace"):
        pytest.skip("strace may not trace here")
    assert ended.returncode == 2
    assert "geojson" in said
    assert str(other) not in said
    assert calls == []
    connects = [line for line in said.splitlines() if "connect(" in line and "AF_INET" in line]
    assert connects == []
    programs = re.findall(r'execve\("([^"]+)"[^=]*= 0', said)
    assert {Path(program).name.partition("3")[0] for program in programs} == {"python"}
    written = re.findall(r'open(?:at)?\([^"]*"([^"]+)", [^)]*O_(?:WRONLY|RDWR)[^)]*\) = \d', said)
    assert not [path for path in written if path.startswith(str(tmp_path))]


def test_a_struct_of_the_watch_is_right(canary):
    """The canary itself: it must sing when somebody opens the file."""
    path, watch = canary
    assert watch.opened() == 0
    path.read_text()
    assert watch.opened() == 1
    assert struct.calcsize("iIII") == 16
