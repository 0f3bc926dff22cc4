from pathlib import Path

import pytest

from whodex.values.authorities import AUTHORITIES
from whodex.values.errors import WhodexError
from whodex.values.settings import Settings, settings

ROOT = Path(__file__).parents[2]
PIPELINE = "(right: pipeline: whodex)"
OTHERS = "(right: authorities: {bnf: 'https://data.bnf.fr/ark:/12148/cb{}'})"
ADDRESS = "mkdocs.yml:5: the address of “bnf” begins with https:// and has {} for the identifier"
NAME = "(right: site_name: Whodex)"


def _file(folder: Path, text: str) -> Path:
    file = folder / "mkdocs.yml"
    file.write_text(text, encoding="utf-8")
    return file


def _problem(file: Path) -> str:
    with pytest.raises(WhodexError) as caught:
        settings(file)
    return str(caught.value).replace(f"{file.parent}/", "")


def test_the_project_s_own_settings_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    found = settings(ROOT / "mkdocs.yml")
    assert found.site_name
    assert found.site_url is None
    assert found.pipeline == "whodex"


def test_what_isn_t_set_has_its_default(tmp_path: Path) -> None:
    assert settings(_file(tmp_path, "site_name: News\n")) == Settings("News")


def test_everything_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/news/")
    text = (
        "site_name: News\nsite_description: Who is who\nsite_url: !ENV [SITE_URL, '']\n"
        "extra: {other: [1], whodex: {pipeline: en_core_web_lg}}\n"
        "markdown_extensions:\n  - x: !!python/name:not.there\n"
    )
    expected = Settings("News", "Who is who", "https://example.org/news/", "en_core_web_lg")
    assert settings(_file(tmp_path, text)) == expected


def test_authority_files_are_ours_and_those_that_are_named(tmp_path: Path) -> None:
    text = "site_name: News\nextra: {whodex: {authorities: {bnf: 'https://a.org/cb{}#about'}}}\n"
    found = settings(_file(tmp_path, text))
    assert found.authorities[:-1] == AUTHORITIES
    (bnf,) = [found.authority("bnf")]
    assert bnf
    assert bnf.link("12") == "https://a.org/cb12#about"
    assert found.authority("other") is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "site_name: News\nextra:\n  whodex:\n    pipelin: en\n",
            f"mkdocs.yml:4: there is no setting “pipelin” under extra: whodex: {PIPELINE}",
        ),
        (
            "site_name: News\nextra:\n  whodex:\n    noindex: places\n",
            "mkdocs.yml:4: the setting “noindex” is one of people, all, none {right}".format(
                right="(right: noindex: people)"
            ),
        ),
        (
            "site_name: News\nextra:\n  whodex:\n    pipeline: [en]\n",
            f"mkdocs.yml:4: the setting “pipeline” is a text, not a list {PIPELINE}",
        ),
        (
            "site_name: News\nextra:\n  whodex:\n    authorities: bnf\n",
            f"mkdocs.yml:4: the setting “authorities” has a line for each authority file {OTHERS}",
        ),
        *(
            (
                f"site_name: News\nextra:\n  whodex:\n    authorities:\n      bnf: {address}\n",
                f"{ADDRESS} {OTHERS}",
            )
            for address in (
                "'javascript:alert({})'",
                "https://data.bnf.fr/",
                "'https://{}/a'",
                "'https://a.org{}'",
                "'https://a.org/{}/{}'",
                "1",
            )
        ),
        (
            "site_name: News\nextra:\n  whodex:\n    authorities: {b n: 'https://a.org/{}'}\n",
            f"mkdocs.yml:4: “b n” is no word that a field of the register could be called {OTHERS}",
        ),
        (
            "site_name: 2025\n",
            f"mkdocs.yml:1: the setting “site_name” is a text, not a number {NAME}",
        ),
        (
            "site_name: News\nextra: &a\n  b: [*a, !!python/object/apply:os.getcwd []]\n",
            f"mkdocs.yml:3: '/apply:os.getcwd' would run code {NAME}",
        ),
        ("theme: material\n", f"mkdocs.yml: the site has no name {NAME}"),
        ("\nsite_name:\n", f"mkdocs.yml:2: the site has no name {NAME}"),
        ("", f"mkdocs.yml: the site has no name {NAME}"),
        (
            "site_name: News\nnav: [\n",
            f"mkdocs.yml:3: isn't YAML: expected the node content, but found '<stream end>' {NAME}",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(tmp_path: Path, text: str, problem: str) -> None:
    assert _problem(_file(tmp_path, text)) == problem


def test_several_wrong_settings_are_named_together(tmp_path: Path) -> None:
    text = "site_name: {a: b}\nextra:\n  whodex:\n    pipeline: yes\n    speed: 1\n"
    lines = _problem(_file(tmp_path, text)).splitlines()
    assert [line.split(":")[1] for line in lines] == ["1", "4", "5"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "mkdocs.yml: can't be read" in _problem(tmp_path / "mkdocs.yml")


def _own(folder: Path, text: str) -> Path:
    file = folder / "own.yml"
    file.write_text(text, encoding="utf-8")
    return file


def test_what_a_collection_sets_is_laid_over_the_rest(tmp_path: Path) -> None:
    ours = _file(
        tmp_path,
        "site_name: News\nsite_description: Who is who\n"
        "extra: {whodex: {noindex: none, authorities: {bnf: 'https://example.org/{}'}}}\n",
    )
    own = _own(
        tmp_path, "site_name: The Quay\nsite_description:\nextra: {whodex: {noindex: all}}\n"
    )
    found = settings(ours, own)
    assert (found.site_name, found.site_description, found.noindex) == (
        "The Quay",
        "Who is who",
        "all",
    )
    assert found.authority("bnf")
    assert settings(ours, _own(tmp_path, "# nothing\n")) == settings(ours)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("sitename: The Quay\n", "1: there is no setting “sitename” (right: site_name: Whodex)"),
        ("\ncolour: red\n", "2: there is no setting “colour” (right: site_name: Whodex)"),
        (
            "repourl: x\n",
            "1: there is no setting “repourl” (right: repo_url: https://example.org/news/)",
        ),
        ("docs_dir: pages\n", "1: the setting “docs_dir” is the same for every collection"),
        ("theme: readthedocs\n", "1: the theme's “name” is the same for every collection"),
        (
            "theme:\n  custom_dir: x\n",
            "2: the theme's “custom_dir” is the same for every collection",
        ),
        ("site_name: [x]\n", f"1: the setting “site_name” is a text, not a list {NAME}"),
        ("- site_name\n", f"1: holds no settings {NAME}"),
        (
            "extra:\n  whodex:\n    pipelin: en\n",
            f"3: there is no setting “pipelin” under extra: whodex: {PIPELINE}",
        ),
    ],
)
def test_what_is_wrong_in_a_collections_settings_is_named(
    tmp_path: Path, text: str, problem: str
) -> None:
    own = _own(tmp_path, text)
    with pytest.raises(WhodexError) as caught:
        settings(ROOT / "mkdocs.yml", own)
    assert str(caught.value) == f"{own}:{problem}"
