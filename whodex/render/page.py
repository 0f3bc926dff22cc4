"""From values to a page: templates, and the one door through which every value passes.

The words of a seed go into a page as escaped HTML without blank lines, which Markdown leaves
alone.
"""

import html
import re
from collections.abc import Mapping

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from whodex.render import words

# Braces are escaped, so that no reader of the Markdown file takes them for a template; characters
# that HTML can't hold become spaces.
ESCAPES = {
    **{ord(char): html.escape(char) for char in "&<>\"'"},
    **{ord(char): f"&#{ord(char)};" for char in "{}"},
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " "),
    **dict.fromkeys(range(0xD800, 0xE000), " "),
}

# Markdown reads HTML tag by tag, twice; what a style element holds it passes over. The theme's
# main.html takes this one off again.
OPENING = '<style type="text/html">'
CLOSING = "</style>"


def escaped(value: object) -> Markup:
    """Make a value part of a page, as text."""
    if isinstance(value, Markup):
        return value
    return Markup(str(value).translate(ESCAPES))  # noqa: S704 - escaped here


def page(
    template: str,
    *,
    title: str,
    summary: str,
    head: Mapping[str, str] | None = None,
    **values: object,
) -> str:
    """Render a template below its front matter, as one HTML block without blank lines.

    `head` is what else the page's head says: `kind` and `published` for Open Graph, the `feed`.
    """
    # Themes write front matter into the page's head as it stands: here it is HTML already.
    matter = {
        "title": str(escaped(title)),
        "description": str(escaped(summary)),
        "hide": ["navigation", "toc"],
        **(head or {}),
    }
    front = yaml.safe_dump(matter, allow_unicode=True, sort_keys=False, width=10**9)
    body = TEMPLATES.get_template(template).render(title=title, **values)
    without_blank_lines = re.sub(r"\n\s*\n", "\n", body).strip()
    return f"---\n{front}---\n\n{OPENING}\n{without_blank_lines}\n{CLOSING}\n"


TEMPLATES = Environment(
    loader=PackageLoader("whodex"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=escaped,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters.update(
    address=words.address,
    authority_link=words.authority_link,
    day=words.time,
    either=words.either,
    number=words.number,
    place=words.place,
    span=words.span,
    web_address=words.web_address,
)
