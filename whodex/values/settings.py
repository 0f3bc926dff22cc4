"""What mkdocs.yml says: the site's name and address, and the build's own settings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import get_yaml_loader

from whodex.values.authorities import AUTHORITIES, Authority, known_by, wrong
from whodex.values.errors import Problem, WhodexError

OWN = ("extra", "whodex")
CODE = "tag:yaml.org,2002:python/object"  # what PyYAML makes by calling it

# Every setting of ours, with an example of what would be right.
EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "pipeline": "pipeline: whodex",
        "noindex": "noindex: people",
        "authorities": "authorities: {bnf: 'https://data.bnf.fr/ark:/12148/cb{}'}",
    }
)
# What a collection can't set, since pages and the build count on it.
FIXED = ("docs_dir", "site_dir", "use_directory_urls", "strict", "INHERIT")
FIXED_OF_THEME = ("name", "custom_dir")
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType({"noindex": ("people", "all", "none")})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that the stages need; `site_url` is None where the address isn't known."""

    site_name: str
    site_description: str = ""
    site_url: str | None = None
    pipeline: str = "whodex"
    noindex: str = "people"
    authorities: tuple[Authority, ...] = AUTHORITIES

    def authority(self, key: str) -> Authority | None:
        """Return the authority file of a field of the register, if it is known."""
        return next((one for one in self.authorities if one.key == key), None)


def settings(config_file: Path, own: Path | None = None) -> Settings:
    """Read the site's settings, and ours under `extra: whodex:`, from `config_file`.

    What the collection's `own` file says is laid over that. `!ENV` is resolved as MkDocs does it;
    the values of all other settings are MkDocs' to check. Raises WhodexError with file and line for
    a file that isn't YAML, for a setting of ours that is unknown or isn't text, and for one of
    MkDocs' that is unknown to it or isn't the collection's to set.
    """
    texts: dict[str, str] = {}
    addresses: dict[str, str] = {}
    problems: list[Problem] = []
    for file in filter(None, (config_file, own)):
        loader, site = _read(file)
        if file == own:
            problems += _not_own(file, site)
        more, named, amiss = _said(file, loader, site)
        texts |= more
        addresses |= named
        problems += amiss
        if not problems and not texts.get("site_name"):
            line, _ = site.get("site_name", NOTHING)
            problems.append(Problem(file, line, "the site has no name", _example("site_name")))
    if problems:
        raise WhodexError(*problems)
    return Settings(**texts, authorities=known_by(addresses))


def authorities(file: Path) -> tuple[Authority, ...]:
    """Return the authority files that are known with the settings in `file`, whatever it lacks.

    Raises WhodexError as `settings` does.
    """
    loader, site = _read(file)
    _, addresses, problems = _said(file, loader, site)
    if problems:
        raise WhodexError(*problems)
    return known_by(addresses)


Entries = dict[str, tuple[int | None, Any]]
NOTHING: tuple[None, None] = (None, None)


def _entries(node: object) -> Entries:
    """Return the keys of a YAML mapping with their lines and their values' nodes."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: (key.start_mark.line + 1, value) for key, value in node.value}


def _read(file: Path) -> tuple[Any, Entries]:
    """Return what reads the values of a file of settings, and its keys."""
    try:
        loader = get_yaml_loader()(file.read_text(encoding="utf-8-sig"))
        root = loader.get_single_node()
    except (OSError, UnicodeDecodeError) as error:
        raise WhodexError(Problem(file, None, f"can't be read: {error}")) from error
    except yaml.YAMLError as error:
        raise WhodexError(_not_yaml(file, error)) from error
    if root and not isinstance(root, yaml.MappingNode):
        raise WhodexError(Problem(file, 1, "holds no settings", _example("site_name")))
    if problems := tuple(_runs(file, root)):
        raise WhodexError(*problems)
    return loader, _entries(root)


def _runs(file: Path, root: yaml.Node | None) -> Iterator[Problem]:
    """Each value that runs code when it is read, as YAML can have it."""
    waiting, seen = [root] if root else [], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:  # an anchor's
            continue
        seen.add(id(node))
        if node.tag.startswith(CODE):
            message = f"{node.tag.removeprefix(CODE)!r} would run code"
            yield Problem(file, node.start_mark.line + 1, message, _example("site_name"))
        if isinstance(node, yaml.CollectionNode):
            pairs = isinstance(node, yaml.MappingNode)
            waiting += chain.from_iterable(node.value) if pairs else node.value


def _said(
    file: Path,
    loader: Any,  # noqa: ANN401 - PyYAML's
    site: Entries,
) -> tuple[dict[str, str], dict[str, str], list[Problem]]:
    """Return the texts that a file sets, addresses of authority files, and what is wrong in it."""
    own = site
    for key in OWN:
        own = _entries(own.get(key, NOTHING)[1])
    known = {key: entry for key, entry in own.items() if key in EXAMPLES}
    problems = [_unknown(file, key, line) for key, (line, _) in own.items() if key not in known]
    _, named = known.pop("authorities", NOTHING)
    addresses, amiss = _authorities(file, named, loader)
    problems += amiss
    texts: dict[str, str] = {}
    for key, (line, node) in (_site(site) | known).items():
        value = loader.construct_object(node, deep=True)
        if isinstance(value, str) and value.strip() in CHOICES.get(key, (value.strip(),)):
            texts[key] = value.strip()
        elif isinstance(value, str):
            problems.append(_not_a_choice(file, key, line))
        elif value is not None:
            problems.append(_not_text(file, key, line, value))
    texts = {key: value for key, value in texts.items() if value}
    return texts, addresses, sorted(problems, key=lambda problem: problem.line or 0)


def _not_own(file: Path, site: Entries) -> Iterator[Problem]:
    """Say which keys MkDocs doesn't know, and which a collection can't have."""
    known = MkDocsConfig()
    for key, (line, _) in site.items():
        if key in FIXED:
            yield Problem(file, line, f"the setting “{key}” is the same for every collection")
        elif key not in known:
            near = get_close_matches(key, known, n=1) or ["site_name"]
            yield Problem(file, line, f"there is no setting “{key}”", _example(near[0]))
    line, theme = site.get("theme", NOTHING)
    named = {key: at for key, (at, _) in _entries(theme).items() if key in FIXED_OF_THEME}
    if isinstance(theme, yaml.ScalarNode):
        named["name"] = line
    for key, at in named.items():
        yield Problem(file, at, f"the theme's “{key}” is the same for every collection")


def _authorities(
    file: Path,
    node: Any,  # noqa: ANN401 - PyYAML's
    loader: Any,  # noqa: ANN401 - PyYAML's
) -> tuple[dict[str, str], list[Problem]]:
    """Return the addresses of authority files by key, and what is wrong with others."""
    found: dict[str, str] = {}
    problems = []
    if node and not isinstance(node, yaml.MappingNode) and loader.construct_object(node):
        line = node.start_mark.line + 1
        message = "the setting “authorities” has a line for each authority file"
        problems.append(Problem(file, line, message, _example("authorities")))
    for key, (line, value) in _entries(node).items():
        address = loader.construct_object(value, deep=True)
        if problem := wrong(key, address):
            problems.append(Problem(file, line, problem, _example("authorities")))
        else:
            found[key] = address
    return found, problems


def _site(entries: Entries) -> Entries:
    """Keep what the stages need of MkDocs' settings."""
    wanted = ("site_name", "site_description", "site_url")
    return {key: entries[key] for key in wanted if key in entries}


def _example(key: str) -> str:
    """Return a line that would be right for the setting `key`."""
    usual = "https://example.org/news/" if key.endswith("url") else "Whodex"
    return EXAMPLES.get(key, f"{key}: {usual if key.startswith(('site', 'repo')) else '…'}")


def _not_yaml(file: Path, error: yaml.YAMLError) -> Problem:
    """Say where YAML breaks off."""
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or str(error)
    line = mark.line + 1 if mark else None
    return Problem(file, line, f"isn't YAML: {reason}", _example("site_name"))


def _unknown(file: Path, key: str, line: int | None) -> Problem:
    """Say which setting was probably meant."""
    near = get_close_matches(key, EXAMPLES, n=1) or list(EXAMPLES)[:1]
    return Problem(
        file, line, f"there is no setting “{key}” under extra: whodex:", EXAMPLES[near[0]]
    )


def _not_a_choice(file: Path, key: str, line: int | None) -> Problem:
    """Say which values a setting can have."""
    message = f"the setting “{key}” is one of {', '.join(CHOICES[key])}"
    return Problem(file, line, message, _example(key))


def _not_text(file: Path, key: str, line: int | None, value: object) -> Problem:
    """Say what stands where a text belongs."""
    kind = {dict: "a mapping", list: "a list", bool: "yes or no"}.get(type(value), "a number")
    return Problem(file, line, f"the setting “{key}” is a text, not {kind}", _example(key))
