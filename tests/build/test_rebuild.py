"""A build after changes gives the site that a build from nothing gives, byte for byte."""

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random

import pytest

from bench.changes import article, walk
from whodex.build import command, plan
from whodex.build.command import main
from whodex.build.folders import ROOT
from whodex.store.memory import Memory


def site(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in (folder / "site").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def arguments(folder: Path, out: Path, *more: str) -> list[str]:
    named = ["--seeds", str(folder / "seeds"), "--register", str(folder / "register")]
    return [*named, "--out", str(out), *more]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("seeds", "register"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut the search index already of few articles."""
    monkeypatch.setattr(import_module("whodex.pages.searched"), "PART", 2)


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("seed", range(2))
def test_a_build_after_changes_gives_the_bytes_of_a_build_from_nothing(
    tmp_path: Path, seed: int
) -> None:
    for done, wrong in walk(30, tmp_path, seed):
        assert wrong == [], done


def test_what_the_preview_shows_first_and_then_is_what_a_build_from_nothing_gives(
    folder: Path,
) -> None:
    random, shown = Random(5), list[Mapping[str, bytes]]()  # noqa: S311 - the same every time
    kept = Memory(folder / "out" / "cache" / "whodex.sqlite")
    for step in range(4):
        file = folder / "seeds" / f"{step % 3}.md"
        file.write_text(article(random), encoding="utf-8")
        for out, memory in (("out", kept), (f"anew{step}", Memory())):
            args = command.arguments(arguments(folder, folder / out, "--jobs", "1"))
            plan.build(command.folders_of(args), args, plan.Preview(memory, [file], shown.append))
        assert site(folder / "out") == site(folder / f"anew{step}")
        page = f"articles/{file.stem}/"
        first, anew = shown[-2:]
        assert first == anew == {page: site(folder / "out")[f"site/{page}index.html"]}
        assert first != shown[0] or not step


def found(bundle: Path) -> list[str]:
    """The addresses of all that an index finds."""
    files = bundle.glob("fragment/*.pf_fragment")
    data = [gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd") for file in files]
    return sorted(json.loads(text)["url"] for text in data)


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("dated", [True, False])
def test_an_article_is_in_one_part_of_the_index(folder: Path, dated: bool) -> None:
    random, cuts = Random(3), []  # noqa: S311 - the same articles in every run
    for number in [0, 1, 2, 3, 4, -4, -3, -2, -1]:  # added, and the last one first removed
        file = folder / "seeds" / f"{abs(number)}.md"
        if number < 0:
            file.unlink()
        else:
            matter = f"published: 2024-01-0{number + 1}\n" if dated else ""
            body = article(random).split("---")[2]
            file.write_text(f"---\ntitle: News {number}\n{matter}---\n{body}", encoding="utf-8")
        assert main(arguments(folder, folder / "out", "--jobs", "1")) == 0
        newest = found(folder / "out/site/pagefind")
        older = found(folder / "out/site/pagefind-older")
        seeds = sorted(path.stem for path in (folder / "seeds").iterdir())
        assert [*older, *newest] == [f"/articles/{seed}/" for seed in seeds]
        cuts.append((len(older), len(newest)))
    grown = [(0, 1), (0, 2), (2, 1), (2, 2), (4, 1)]
    assert cuts == [*grown, *reversed(grown[:-1])]


COLLECTION = 48  # articles: three batches


def many(folder: Path) -> None:
    """Write articles that take a while to read."""
    random = Random(7)  # noqa: S311 - the same articles in every run
    for number in range(COLLECTION):
        text = "\n".join([article(random), *(article(random).split("---")[2] for _ in range(4))])
        (folder / "seeds" / f"{number:03}.md").write_text(text, encoding="utf-8")


READ = "SELECT count(*) FROM trace WHERE stage = 'whodex.recognize.model.analyze'"


def read_so_far(folder: Path) -> int:
    """Count the articles of which the names are kept."""
    file = folder / "out" / "cache" / "whodex.sqlite"
    if not file.exists():
        return 0
    with closing(sqlite3.connect(file)) as database, suppress(sqlite3.OperationalError):
        return int(database.execute(READ).fetchone()[0])
    return 0


def written_so_far(folder: Path) -> int:
    """Count the pages of articles in docs/."""
    return len(list((folder / "out" / "docs" / "articles").glob("*.md")))


@contextmanager
def building(
    folder: Path, *more: str, so_far: Callable[[Path], int] = read_so_far
) -> Iterator[subprocess.Popen[str]]:
    """Build in a process of its own; hand it out when some are read, or written, and not all."""
    command = [sys.executable, "build_pages.py", *arguments(folder, folder / "out", *more)]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        while not so_far(folder) and process.poll() is None:
            time.sleep(0.01)
        yield process


def test_ctrl_c_stops_cleanly_and_the_next_build_goes_on_from_there(folder: Path) -> None:
    many(folder)
    with building(folder, "--jobs", "2") as process:
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers as well
        _, said = process.communicate(timeout=120)
    assert process.returncode == 130, said
    assert said.splitlines()[-1] == (
        "Stopped. What was read is kept: the next build goes on from there."
    )
    assert "Traceback" not in said
    assert 0 < read_so_far(folder) < COLLECTION
    assert not (folder / "out" / "site").exists()
    assert main(arguments(folder, folder / "out", "--jobs", "1")) == 0
    assert read_so_far(folder) == COLLECTION


CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        pids = [str(worker.pid) for worker in cluster.workers.values()]
        print(cluster.scheduler_address, *pids, flush=True)
        sys.stdin.read()
"""


@pytest.mark.skipif(not find_spec("distributed"), reason="needs whodex[cluster]")
@pytest.mark.parametrize("so_far", [read_so_far, written_so_far])
def test_a_cluster_that_loses_a_worker_gives_the_same_site(
    folder: Path, tmp_path: Path, so_far: Callable[[Path], int]
) -> None:
    many(folder)
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER, encoding="utf-8")
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"},
    ) as cluster:
        assert cluster.stdin
        assert cluster.stdout
        address, worker, _ = cluster.stdout.readline().split()
        with building(folder, "--scheduler", address, so_far=so_far) as process:
            assert 0 < so_far(folder) <= COLLECTION
            os.kill(int(worker), signal.SIGKILL)
            _, said = process.communicate(timeout=300)
        cluster.stdin.close()
    assert process.returncode == 0, said
    assert main(arguments(folder, folder / "anew", "--jobs", "1")) == 0
    assert site(folder / "out") == site(folder / "anew")


def test_a_scheduler_that_is_not_there_is_a_clear_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "seeds" / "one.md").write_text("One man spoke.\n", encoding="utf-8")
    assert main(arguments(folder, folder / "out", "--scheduler", "nowhere")) == 1
    assert "nowhere: " in capsys.readouterr().err
