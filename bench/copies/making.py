"""The corpus of a seed: originals, what was made of them, and the hard negatives."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.copies.corpus import Corpus
from bench.copies.desks import PROMO, TITLES
from bench.copies.drafts import Draft, Piece
from bench.copies.edits import credit_line, put_dateline
from bench.copies.maker import Maker
from bench.copies.negatives import find_negatives, shared_runs, unquoted
from bench.copies.originals import cleaned, first_draft, read_originals
from crosswire.vocab.loading import load

NEAR = 0.3  # share of runs of eight words from which on two are near-copies
OWN, PASSAGE = 10, 20  # such runs: more are not two desks' own words; as many are a passage
STOCK = 6  # originals from which on a run is boilerplate


def make_corpus(data: Path, pairs: int, seed: int) -> Corpus:
    """The corpus of a seed; the same data and seed give the same corpus."""
    rng = random.Random(seed)
    read = {name: article for article, name in read_originals(data)}
    chosen = sorted(rng.sample(sorted(read), min(len(read), max(200, pairs // 3))))
    drafts = [first_draft(read[name], name, rng) for name in chosen]
    maker = Maker(drafts, pairs, rng)
    maker.run()
    corpus = Corpus()
    find_agency = load().agency
    for draft in [*drafts, *maker.made]:
        put(corpus, draft, find_agency)
    whole = {pair for pair in maker.pairs if set(pair) <= corpus.articles.keys()}
    corpus.pairs = {pair: edits for pair, edits in maker.pairs.items() if pair in whole}
    own = {draft.name: corpus.articles[draft.name] for draft in drafts
           if draft.name in corpus.articles}  # fmt: skip
    shared = shared_runs(own)
    corpus.natural = {pair for pair, (_, share) in shared.items() if share > NEAR}
    printed = shared_runs({name: unquoted(article) for name, article in own.items()}, STOCK)
    corpus.natural |= {pair for pair, (found, _) in printed.items() if found >= PASSAGE}
    dated = {name: article for name, article in own.items() if read[name].published_at}
    alike = {pair for pair, (found, _) in shared.items() if found > OWN}
    corpus.negatives = find_negatives(dated, alike | corpus.natural)
    by_name = {draft.name: draft for draft in drafts}
    for pair in sorted(corpus.negatives):
        if corpus.negatives[pair].startswith("two desks"):
            twins = dressed_alike([by_name[name] for name in pair], rng)
            for twin in twins:
                put(corpus, twin, find_agency)
            if all(twin.name in corpus.articles for twin in twins):
                corpus.negatives[twins[0].name, twins[1].name] = "two desks, dressed alike"
    return corpus


def dressed_alike(drafts: Sequence[Draft], rng: random.Random) -> list[Draft]:
    """Two desks' reports under one title, dateline and credit, with the same lines between."""
    seed, twins = rng.randrange(2**32), []
    for at, draft in enumerate(drafts):
        same = random.Random(seed)
        twin = draft.copied(f"{draft.name}={seed}", f"Weekly {seed} {at}", drafts[0].day)
        twin.title = same.choice(TITLES).format(name="the war", other="the truce")
        twin.pieces = [piece for piece in twin.pieces if piece.role == "body"]
        put_dateline(twin, same)
        twin.pieces += [Piece(line, "\n", role="promo") for line in same.sample(PROMO, 3)]
        twin.pieces.append(credit_line(same))
        twins.append(twin)
    return twins


def put(corpus: Corpus, draft: Draft, find_agency: Callable[[str], str | None]) -> None:
    """Clean a draft; one whose text the cleaner repairs has other offsets, and is left out."""
    body, reused = draft.render()
    record = {
        "doc_id": draft.name, "title": draft.title, "text": body, "outlet": draft.outlet,
        "url": draft.url, "published": draft.day.isoformat(),
    }  # fmt: skip
    article = cleaned(record, find_agency)
    title = f"{draft.title}\n\n" if draft.title else ""
    if article and article.text == title + body:
        shift = len(title)
        corpus.articles[draft.name] = article
        corpus.reused[draft.name] = [(a + shift, b + shift, source) for a, b, source in reused]
