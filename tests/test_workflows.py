import re
from pathlib import Path
from typing import Any

import pytest
import yaml

GITHUB = Path(__file__).parent.parent / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(
    set((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) - {GITHUB / "ISSUE_TEMPLATE/config.yml"}
)


def _load(file: Path) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


def test_there_are_workflows_and_forms() -> None:
    assert {file.name for file in WORKFLOWS} == {"checks.yml", "pages.yml"}
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
    assert writing == [("pages.yml", "deploy")]


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
