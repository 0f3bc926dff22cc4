"""From values to a page: templates, which escape every value.

The words of a seed go into a page as escaped HTML without blank lines, which Markdown leaves
alone.
"""

import re
from collections.abc import Mapping

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined

from whodex.collect import naming
from whodex.pages import links, words
from whodex.pages.escape import escaped

# Markdown reads HTML tag by tag, twice; what a style element holds it passes over. The theme's
# main.html takes this one off again.
OPENING = '<style type="text/html">'
CLOSING = "</style>"


def page(
    template: str,
    *,
    title: str,
    summary: str,
    head: Mapping[str, object] | None = None,
    **values: object,
) -> str:
    """Render a template below its front matter, as one HTML block without blank lines.

    `head` is what else the page's head says: `kind` and `published` for Open Graph, the `feed`,
    and how the page is `cited`.
    """
    # Themes write front matter into the page's head as it stands: here it is HTML already.
    matter = {
        "title": str(escaped(title)),
        "description": str(escaped(summary)),
        **(head or {}),
    }
    front = yaml.dump(
        matter, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10**9
    )
    body = TEMPLATES.get_template(template).render(title=title, **values)
    without_blank_lines = re.sub(r"\n\s*\n", "\n", body).strip()
    return f"---\n{front}---\n\n{OPENING}\n{without_blank_lines}\n{CLOSING}\n"


TEMPLATES = Environment(
    loader=PackageLoader("whodex.pages", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=escaped,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals.update(
    appeared=links.appeared,
    article_link=links.article_link,
    entity_link=links.entity_link,
    entity_row=links.entity_row,
    member=links.member,
    origin=links.origin,
    passage_row=links.passage_row,
    tag_link=links.tag_link,
    use=links.use,
)
TEMPLATES.filters.update(
    address=naming.address,
    as_written=words.as_written,
    day=words.time,
    either=naming.either,
    foreign=words.foreign,
    number=words.number,
    place=words.place,
    short="{:g}".format,
    span=words.span,
    web_address=naming.web_address,
)
