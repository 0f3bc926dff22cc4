import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

GITHUB = Path(__file__).parent.parent / ".github"
COLLECTION = GITHUB.parent / "whodex" / "build" / "collection"
PUBLISH = COLLECTION / ".github" / "workflows" / "publish.yml"
WORKFLOWS = [*sorted((GITHUB / "workflows").glob("*.yml")), PUBLISH]
FORMS = sorted(
    set((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) - {GITHUB / "ISSUE_TEMPLATE/config.yml"}
)


def _load(file: Path) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


def test_there_are_workflows_and_forms() -> None:
    assert {file.name for file in WORKFLOWS} == {"checks.yml", "pages.yml", "publish.yml"}
    assert {file.name for file in FORMS} == {"add-an-article.yml", "correct-a-name.yml"}


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_actions_are_pinned_by_commit_and_named_by_version(file: Path) -> None:
    lines = re.findall(r"uses: *(.*)", file.read_text(encoding="utf-8"))
    assert lines
    for line in lines:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_every_job_names_the_permissions_it_needs(file: Path) -> None:
    workflow = _load(file)
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]
    for job in workflow["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"] <= 30
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_no_script_is_put_together_from_values(file: Path) -> None:
    for job in _load(file)["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")


def test_only_the_deployment_may_write() -> None:
    writing = [
        (file.name, name)
        for file in WORKFLOWS
        for name, job in _load(file)["jobs"].items()
        if "write" in job["permissions"].values()
    ]
    assert writing == [("pages.yml", "deploy"), ("publish.yml", "deploy")]


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_a_form_has_what_github_asks_for(file: Path) -> None:
    form = _load(file)
    assert {"name", "description", "body"} <= form.keys()
    ids = [element["id"] for element in form["body"]]
    assert len(ids) == len(set(ids))
    for element in form["body"]:
        assert element["type"] in {"input", "textarea", "dropdown", "checkboxes", "markdown"}
        assert element["attributes"]["label"]
        if element["type"] in {"dropdown", "checkboxes"}:
            assert element["attributes"]["options"]


def test_our_own_site_is_published_as_a_collection_is() -> None:
    own, theirs = (_load(file)["jobs"] for file in (GITHUB / "workflows" / "pages.yml", PUBLISH))
    assert own["deploy"] == theirs["deploy"]
    differ = [one["name"] for one, other in zip(*steps(own, theirs), strict=True) if one != other]
    assert differ == [PAGES, "Install Whodex", "Build the site"]
    says = [[step.get("run", "") for step in given] for given in steps(own, theirs)]
    ours = "\n".join(says[0]).replace("pages.yml", "publish.yml").replace("→ Pages]", "→ Publish]")
    ours = ours.replace("Settings → Publish]", "Settings → Pages]")
    ours = ours.replace("python build_pages.py", "whodex build")
    locked = "--require-hashes -r requirements/runtime.txt -r requirements/documents.txt"
    ours = ours.replace(locked, "-r requirements.txt")
    assert ours == "\n".join(says[1])


def steps(*jobs: dict[str, Any]) -> list[list[dict[str, Any]]]:
    return [one["build"]["steps"] for one in jobs]


def script(name: str) -> str:
    """What a step of the collections' workflow runs."""
    steps = _load(PUBLISH)["jobs"]["build"]["steps"]
    (found,) = [step["run"] for step in steps if step.get("name") == name]
    return str(found)


def ran(name: str, at: Path, programs: dict[str, str]) -> tuple[int, str, str]:
    """Run a step as GitHub does; return its exit code, its summary and its outputs."""
    for program, lines in programs.items():
        (at / "bin").mkdir(exist_ok=True)
        (at / "bin" / program).write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        (at / "bin" / program).chmod(0o755)
    files = {"GITHUB_STEP_SUMMARY": at / "summary.md", "GITHUB_OUTPUT": at / "output"}
    for file in files.values():
        file.write_text("", encoding="utf-8")
    known = {name: str(file) for name, file in files.items()} | {
        "PATH": f"{at / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(GITHUB.parent),
        "GITHUB_REPOSITORY": "ada/news",
        "GITHUB_SERVER_URL": "https://github.com",
        "SITE_URL": "https://ada.github.io/news/",
    }
    command = ["bash", "-e", "-c", script(name)]
    done = subprocess.run(command, cwd=at, env=os.environ | known, check=False)  # noqa: S603 - our own script
    summary, output = (file.read_text(encoding="utf-8") for file in files.values())
    return done.returncode, summary, output


PAGES = "Look whether Pages is switched on"


@pytest.mark.parametrize("gh", ["exit 1", "exit 0"], ids=["none", "of a branch"])
def test_that_pages_is_not_switched_on_is_told_and_no_error(tmp_path: Path, gh: str) -> None:
    code, summary, output = ran(PAGES, tmp_path, {"gh": gh})
    assert (code, output) == (0, "")
    assert "[Settings → Pages](https://github.com/ada/news/settings/pages)" in summary
    assert "choose *GitHub Actions*" in summary
    assert "(https://github.com/ada/news/actions/workflows/publish.yml)" in summary
    assert "`" not in script(PAGES)  # a shell would run what stands between two


@pytest.mark.parametrize("address", ["https://ada.github.io/news/", "https://news.example"])
def test_the_address_of_the_site_is_asked_for(tmp_path: Path, address: str) -> None:
    code, summary, output = ran(PAGES, tmp_path, {"gh": f"echo {address}"})
    assert (code, summary, output) == (0, "", f"address={address.rstrip('/')}/\n")


WHODEX = {"whodex": f'exec "{sys.executable}" -m whodex "$@"'}


def test_single_seeds_that_are_wrong_are_listed_and_the_rest_is_published(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.md").write_text("# One\n\nAda Lind left Oslo.\n", encoding="utf-8")
    (tmp_path / "seeds" / "b.md").write_text("---\npublished: soon\n---\n\nB.\n", encoding="utf-8")
    code, summary, _ = ran("Build the site", tmp_path, WHODEX)
    assert code == 0
    wrong, _, found = summary.partition("## What was found")
    assert "## What somebody should look at\n- seeds/b.md:2: " in wrong
    assert "- 1 article\n" in found
    assert str(tmp_path) not in wrong
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert 'href="https://ada.github.io/news/"' in page


@pytest.mark.parametrize("settings", ["sitename: x\n", "site_name: [\n"])
def test_without_a_site_the_run_fails_and_says_why(tmp_path: Path, settings: str) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    code, summary, _ = ran("Build the site", tmp_path, WHODEX)
    assert code == 1
    assert "- mkdocs.yml:" in summary
