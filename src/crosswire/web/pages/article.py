"""One article: its text with every claim in it, its copies, and the source it was read from."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import asdict
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from crosswire.records import EventType, Outcome, Status, Who
from crosswire.rows import ArticleCard, ArticlePage
from crosswire.web import query, rawsource
from crosswire.web.beside import beside, copies
from crosswire.web.decisions import in_words
from crosswire.web.marked import stretches
from crosswire.web.site import as_json, get, page, site_of, wants_json
from crosswire.web.voices import Telling

ROWS = 50  # articles of one page of the list
CHUNK = 1000  # articles that a file is written from at a time
COLUMNS = (
    "id",
    "published_at",
    "outlet",
    "title",
    "language",
    "claims",
    "incidents",
    "stories",
    "url",
)
FORMULA = "=+-@\t\r"  # first letters that a spreadsheet would take for a formula
CHOICES: dict[str, Any] = {
    "types": list(EventType),
    "statuses": list(Status),
    "outcomes": list(Outcome),
    "classes": list(Who),
}


def articles(request: Request) -> Response:
    """The articles, the newest first, by the filters of the address."""
    store, search = site_of(request).store, query.read(request.query_params)
    found = store.article_cards(search, request.query_params.get("after", ""), ROWS)
    if wants_json(request):
        return as_json({"after": found.after, "articles": found.rows})
    return page(
        request,
        "articles_list.html" if "hx-request" in request.headers else "articles.html",
        search=search,
        found=found,
        query=query.write(search),
        chips=[
            (words, query.write(query.without(search, name)))
            for name, words in query.active(search)
        ],
    )


def table(request: Request) -> Response:
    """All articles that pass the filters as CSV."""
    store, search = site_of(request).store, query.read(request.query_params)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    after: str | None = ""
    while after is not None:
        found = store.article_cards(search, after, CHUNK)
        writer.writerows(_cells(card) for card in found.rows)
        after = found.after
    name = {"Content-Disposition": 'attachment; filename="articles.csv"'}
    return Response(text.getvalue(), media_type="text/csv", headers=name)


def article(request: Request) -> Response:
    """The article with its claims; beside it the copy that the address names, else the first."""
    store, found = site_of(request).store, _found(request)
    held = store.document_content(found.document.id)
    content_hash = hashlib.sha256(held[1]).hexdigest() if held else ""
    if wants_json(request):
        return as_json(_as_data(found, content_hash))
    others = copies(found.article, found.stories)
    return page(
        request,
        "article.html",
        found=found,
        article=found.article,
        told=[Telling(row) for row in found.claims],
        stretches=stretches(found.article, [row.claim for row in found.claims]),
        decided=in_words(found.judgements),
        copies=others,
        beside=beside(found.article, others, request.query_params.get("beside", "")),
        size=len(held[1]) if held else 0,
        content_hash=content_hash,
        **CHOICES,
    )


def raw(request: Request) -> Response:
    """The source in a sandbox, where nothing runs and nothing is loaded; or its bytes as a file."""
    found = _found(request)
    held = site_of(request).store.document_content(found.document.id)
    if held is None:
        raise HTTPException(404, "The source of this article is not kept.")
    if request.url.path.endswith(".bytes"):
        name = f'attachment; filename="{found.document.id}"'
        headers = {**rawsource.HEADERS, "Content-Disposition": name}
        return Response(held[1], headers=headers, media_type="application/octet-stream")
    kind, content = rawsource.served(*held, found.captures)
    return Response(content, headers={**rawsource.HEADERS, "Content-Type": kind})


def _found(request: Request) -> ArticlePage:
    found = site_of(request).store.article(request.path_params["id"])
    if found is None:
        raise HTTPException(404, "There is no such article.")
    return found


def _cells(card: ArticleCard) -> list[str]:
    """A row of the file; what a spreadsheet would take for a formula stays words."""
    values = [getattr(card, name) for name in COLUMNS]
    words = ["" if value is None else str(value) for value in values]
    return [f"'{each}" if each[:1] and each[0] in FORMULA else each for each in words]


def _as_data(found: ArticlePage, content_hash: str) -> dict[str, Any]:
    document = asdict(found.document)
    del document["content"]
    return {
        "article": found.article,
        "active": found.active,
        "current": found.current,
        "document": {**document, "sha256": content_hash},
        "captures": found.captures,
        "claims": [
            {
                "claim": row.claim,
                "resolution": row.resolution,
                "story_id": row.story_id,
                "incident_id": row.incident_id,
            }
            for row in found.claims
        ],
        "rejected": found.rejected,
        "stories": [row.story for row in found.stories],
        "judgements": found.judgements,
    }


ROUTES = [
    *get("/articles", articles, ".json"),
    *get("/articles.csv", table),
    *get("/articles/{id}/raw", raw, ".bytes"),
    *get("/articles/{id}.json", article),
    *get("/articles/{id}", article),
]
