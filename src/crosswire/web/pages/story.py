"""One story: the articles that share a text, in order of time, and what each of them changed."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from crosswire.records import Article
from crosswire.rows import StoryRow
from crosswire.web.lineage import in_time, lineage
from crosswire.web.marked import readable
from crosswire.web.site import as_json, get, page, site_of, wants_json

DRAWN = 40  # copies that the graph holds; the list below has all
SHOWN = 600  # letters of a passage that are shown; the article has the rest


def story(request: Request) -> Response:
    """The story's page."""
    found = site_of(request).store.story(request.path_params["id"])
    if found is None:
        raise HTTPException(404, "There is no such story.")
    if wants_json(request):
        return as_json(_as_data(found))
    return page(
        request,
        "story.html",
        found=found,
        story=found.story,
        articles=in_time(found.articles, found.story.origin_article),
        passages={article.id: _passages(found, article) for article in found.articles},
        edits={edit.article_id: edit for edit in found.story.edits},
        lineage=lineage([found], {article.id for article in found.articles}, DRAWN),
        shown=SHOWN,
    )


def _passages(found: StoryRow, article: Article) -> list[str]:
    """The stretches of an article that belong to the story, in the text's order."""
    own = sorted(each for each in found.story.passages if each.article_id == article.id)
    return [readable(article.text[each.start : each.end]).strip() for each in own]


def _as_data(found: StoryRow) -> dict[str, Any]:
    names = ("id", "source_id", "title", "outlet", "url", "published_at")
    articles = [
        {name: getattr(each, name) for name in names}
        for each in in_time(found.articles, found.story.origin_article)
    ]
    return {"story": found.story, "articles": articles}


ROUTES = [*get("/stories/{id}.json", story), *get("/stories/{id}", story)]
