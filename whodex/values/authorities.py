"""Authority files, by whose identifiers others know a person, an organization or a place."""

import re
from dataclasses import dataclass
from urllib.parse import quote

HERE = "{}"  # where an identifier goes in an address
ADDRESS = re.compile(r"https?://[^\s{}/?#]+/[^\s{}]*\{\}[^\s{}]*")
KEY = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority file: its field in the register, its name, and where an identifier leads.

    `address` has `{}` for the identifier, `shape` is what one looks like, such as `example`.
    """

    key: str
    name: str
    address: str
    shape: str = r"\S(?:.*\S)?"
    example: str = "the identifier, as it stands there"

    def fits(self, value: str) -> bool:
        """Say whether an identifier looks like one of this authority."""
        return re.fullmatch(self.shape, value) is not None

    def link(self, value: str) -> str | None:
        """Return where an identifier leads; what doesn't look like one leads nowhere."""
        return self.address.replace(HERE, quote(value, safe="/:")) if self.fits(value) else None


# The shapes are those that Wikidata asks of its properties P213, P214, P227, P244, P496 and P1566.
AUTHORITIES = (
    Authority("wikidata", "Wikidata", "https://www.wikidata.org/wiki/{}", "Q[1-9][0-9]*", "Q1"),
    Authority(
        "opensanctions",
        "OpenSanctions",
        "https://www.opensanctions.org/entities/{}/",
        r"[\w.-]+",
        "NK-abc",
    ),
    Authority(
        "viaf",
        "VIAF",
        "https://viaf.org/viaf/{}",
        r"[1-9]\d(?:\d{0,7}|\d{17,20})",
        "113230702",
    ),
    Authority(
        "gnd",
        "GND",
        "https://d-nb.info/gnd/{}",
        r"1[0123]?\d{7}[0-9X]|[47]\d{6}-\d|[1-9]\d{0,7}-[0-9X]|3\d{7}[0-9X]",
        "118540238",
    ),
    Authority(
        "orcid",
        "ORCID",
        "https://orcid.org/{}",
        r"000[09]-\d{4}-\d{4}-\d{3}[0-9X]",
        "0000-0002-1825-0097",
    ),
    Authority(
        "loc",
        "Library of Congress",
        "https://id.loc.gov/authorities/{}",
        r"(?:gf|mp|n|nb|nr|no|ns|sh|sj|sp)\d{8,10}",
        "n79021164",
    ),
    Authority(
        "isni",
        "ISNI",
        "https://isni.org/isni/{}",
        r"\d{15}[0-9X]",
        "0000000121032683",
    ),
    Authority("geonames", "GeoNames", "https://www.geonames.org/{}", r"[1-9]\d{0,8}", "3143244"),
)


def wrong(key: str, address: object) -> str | None:
    """Say why a setting names no authority file, if so."""
    if not KEY.fullmatch(key):
        return f"“{key}” is no word that a field of the register could be called"
    if not isinstance(address, str) or not ADDRESS.fullmatch(address):
        return f"the address of “{key}” begins with https:// and has {HERE} for the identifier"
    return None


def known_by(own: dict[str, str]) -> tuple[Authority, ...]:
    """Return all authority files, where addresses of one's `own` come before ours."""
    ours = {one.key: one for one in AUTHORITIES}
    given = {
        key: Authority(key, ours[key].name, address, ours[key].shape, ours[key].example)
        if key in ours
        else Authority(key, key, address)
        for key, address in own.items()
    }
    return tuple((ours | given).values())
