import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

from whodex.build.folders import ROOT
from whodex.store.lock import locked

HOLDS = (
    "import sys, time; from pathlib import Path; from whodex.store.lock import locked\n"
    "with locked(Path(sys.argv[1])): print('in', flush=True); time.sleep(60)"
)


def test_who_was_killed_keeps_nobody_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-c", HOLDS, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as other:  # noqa: S603 - ours
        assert other.stdout
        assert other.stdout.readline() == b"in\n"
        Timer(1, other.kill).start()
        with locked(tmp_path):
            assert other.wait() != 0
    assert f"Another build is at work in {tmp_path}" in capsys.readouterr().err


def test_nobody_waits_for_a_build_that_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        with locked(tmp_path):
            pass
    assert not capsys.readouterr().err
