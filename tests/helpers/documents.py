"""Documents as programs write them, in the fewest bytes: PDF, Word, WARC."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZipFile

Words = tuple[float, float, float, str]  # left, base, size, text
Record = tuple[str, str, str]  # the kind, the address, and the HTTP message or what else is in it
FONTS = {"F": "Helvetica", "B": "Helvetica-Bold"}
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def pdf(
    *pages: Sequence[Words],
    info: Mapping[str, str] | None = None,
    tags: Sequence[str] = (),
    extra: str = "",
) -> bytes:
    """Write a PDF of lines; one that begins with ** is bold.

    `tags` names the element of each line of the only page, "Artifact" being none; the same name
    twice with a number behind it, as "P1", is one element. `extra` goes into the trailer.
    """
    said = " ".join(f"/{name} ({value})" for name, value in (info or {}).items())
    objects = [f"<< {said} >>", *(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} "
               "/Encoding /WinAnsiEncoding >>" for name in FONTS.values())]  # fmt: skip
    first = len(objects) + 3  # behind the catalogue and the list of pages
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    tree = first + 2 * len(pages)
    tagged = f"/MarkInfo << /Marked true >> /StructTreeRoot {tree} 0 R" if tags else ""
    objects += [f"<< /Type /Catalog /Pages {len(objects) + 2} 0 R {tagged} >>",
                f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]  # fmt: skip
    fonts = " ".join(f"/{key} {n} 0 R" for n, key in enumerate(FONTS, 2))
    for number, page in enumerate(pages):
        stream = "\n".join(_shown(words, tags[n : n + 1], n) for n, words in enumerate(page))
        objects += [
            (
                f"<< /Type /Page /Parent {first - 1} 0 R /MediaBox [0 0 600 800] /StructParents 0 "
                f"/Resources << /Font << {fonts} >> >> /Contents {first + 2 * number + 1} 0 R >>"
            ),
            f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream",
        ]
    if tags:
        objects += _tree(tags, tree, first)
    return _file(objects, f"/Root {first - 2} 0 R /Info 1 0 R {extra}")


def _shown(words: Words, tag: Sequence[str], number: int) -> str:
    left, base, size, text = words
    font = "B" if text.startswith("**") else "F"
    text = text.removeprefix("**").replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    shown = f"BT /{font} {size} Tf {left} {base} Td ({text}) Tj ET"
    if not tag:
        return shown
    if tag[0] == "Artifact":
        return f"/Artifact BMC\n{shown}\nEMC"
    return f"/Span << /MCID {number} >> BDC\n{shown}\nEMC"


def _tree(tags: Sequence[str], tree: int, page: int) -> list[str]:
    """Write the root of the structure, what finds an element by its mark, and the elements."""
    marks: dict[str, list[int]] = {}
    for number, tag in enumerate(tags):
        if tag != "Artifact":
            marks.setdefault(tag if tag[-1].isdigit() and tag[0] != "H" else f"{tag} {number}", []
                             ).append(number)  # fmt: skip
    places = {key: tree + 2 + n for n, key in enumerate(marks)}
    by_mark = {n: places[key] for key, numbers in marks.items() for n in numbers}
    parents = " ".join(f"{by_mark[n]} 0 R" if n in by_mark else "null" for n in range(len(tags)))
    kids = " ".join(f"{place} 0 R" for place in places.values())
    elements = []
    for key, numbers in marks.items():
        name = key.split(" ")[0]
        name = name if name[0] == "H" else name.rstrip("0123456789")
        inner = " ".join(map(str, numbers))
        elements.append(f"<< /Type /StructElem /S /{name} /P {tree} 0 R /Pg {page} 0 R "
                        f"/K [{inner}] >>")  # fmt: skip
    root = f"<< /Type /StructTreeRoot /K [{kids}] /ParentTree {tree + 1} 0 R >>"
    return [root, f"<< /Nums [0 [{parents}]] >>", *elements]


def _file(objects: Sequence[str], trailer: str) -> bytes:
    data = b"%PDF-1.7\n"
    starts = []
    for number, content in enumerate(objects, 1):
        starts.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end = f"trailer << /Size {len(objects) + 1} {trailer} >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + (head + end).encode()


def lines_of(texts: Sequence[str], *, top: float = 600, left: float = 72, size: float = 12
             ) -> list[Words]:  # fmt: skip
    """Place lines one below the other, an empty one being a gap."""
    placed = ((left, top - 1.2 * size * n, size, text) for n, text in enumerate(texts))
    return [words for words in placed if words[3]]


def docx(
    *paragraphs: tuple[str, str],
    title: str = "",
    author: str = "",
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """Write a document of Word: pairs of a style's name and a paragraph, which may be XML."""
    styles = sorted({style for style, _ in paragraphs})
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="s{styles.index(style)}"/></w:pPr>'
        + (text if text.startswith("<") else f"<w:r><w:t>{text}</w:t></w:r>")
        + "</w:p>"
        for style, text in paragraphs
    )
    listed = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="{name}"/></w:style>'
        for n, name in enumerate(styles)
    )
    content = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}">'
        f"<w:body>{body}</w:body></w:document>",
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{listed}</w:styles>',
        "docProps/core.xml": f'<c:coreProperties xmlns:c="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        f"<dc:creator>{author}</dc:creator></c:coreProperties>",
        **(parts or {}),
    }
    data = BytesIO()
    with ZipFile(data, "w") as packed:
        for name, text in content.items():
            packed.writestr(name, text)
    return data.getvalue()


def warc(*records: Record) -> bytes:
    """Write records one behind the other, unpacked."""
    return b"".join(record(*one) for one in records)


def record(kind: str, url: str, message: str) -> bytes:
    """Write one record of a WARC."""
    head, _, body = message.partition("\n\n")
    data = f"{head}\n\n".replace("\n", "\r\n").encode() + body.encode("cp1252", "ignore")
    http = "request" if kind == "request" else "response"
    top = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2024-01-24T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{kind}>\r\n"
        f"Content-Type: application/http; msgtype={http}\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    return top.encode() + data + b"\r\n\r\n"
