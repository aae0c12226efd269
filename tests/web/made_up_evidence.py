"""A small incident of our own making, told by two origins, one of which others copy."""

from datetime import date

from crosswire import records as r
from crosswire.rows import ClaimRow, IncidentRow, StoryRow

DAY = date(2031, 3, 4)


def span(text, words, at=0):
    start = text.index(words, at)
    return r.Span(start, start + len(words), words)


def article(name, outlet, text="Shells hit Azaz, killing 12 people.", day=DAY, **values):
    values = {"title": text.split("\n")[0], "published_at": day, **values}
    return r.Article(f"art_{name}", f"doc_{name}", name, text=text, outlet=outlet, **values)


def claim(of, name="", quote=None, trigger="hit", number=None, **values):
    """A claim of an article on one of its sentences, with a number of people killed."""
    quote = quote or of.text
    said = span(of.text, quote)
    told = ()
    if number:
        words = span(of.text, str(number), said.start)
        told = (r.Casualties(words, r.Outcome.KILLED, r.Who.UNKNOWN, number, number),)
    made = {"type": r.EventType.SHELLING, "status": r.Status.OCCURRED, "casualties": told}
    made |= {"extractor": "rules-1", **values}
    event = span(of.text, trigger, said.start)
    return r.Claim(f"clm_{name or of.source_id}", of.id, said, event, **made)


def row(of, made, story_id=None, incident_id="inc_1"):
    return ClaimRow(made, r.Resolution(made.id), of, story_id, incident_id)


def incident(rows, origins, **values):
    """An incident of claim rows; ``origins`` are names with the claims' ids."""
    made = tuple(r.Origin(f"outlet:{name}", name, tuple(ids)) for name, ids in origins.items())
    told = {"type": r.EventType.SHELLING, "status": r.Status.OCCURRED, **values}
    ids = tuple(each.claim.id for each in rows)
    articles = len({each.article.id for each in rows})
    return IncidentRow(
        r.Incident("inc_1", ids, origins=made, articles=articles, **told), tuple(rows)
    )


FIRST = article("first", "Levant Wire")
COPY = article("copy", "Gulf Courier", "Shells hit Azaz town, killing 12 people.")
OWN = article("own", "Orontes Post", "Rockets hit Azaz and killed 9 people.", date(2031, 3, 5))
DENIAL = article("denial", "Kompas", "The army did not hit Azaz.", date(2031, 3, 5))

STORY = StoryRow(
    r.Story(
        "sto_1",
        (r.Passage(FIRST.id, 0, len(FIRST.text)), r.Passage(COPY.id, 0, len(COPY.text))),
        origin_article=FIRST.id,
        edits=(r.Edit(COPY.id, (), ("town",)),),
    ),
    (FIRST, COPY),
)


def shelling():
    """12 or 9 killed; denied by a third outlet, whose claim stands for no origin."""
    rows = [
        row(FIRST, claim(FIRST, number=12), "sto_1"),
        row(COPY, claim(COPY, number=12), "sto_1"),
        row(OWN, claim(OWN, number=9)),
        row(DENIAL, claim(DENIAL, status=r.Status.DENIED)),
    ]
    killed = r.Toll(r.Outcome.KILLED, r.Who.UNKNOWN, 9, 12, 12, "clm_own", "clm_first", "clm_first")
    versions = (
        r.Version("12 killed", ("clm_first", "clm_copy")),
        r.Version("9 killed", ("clm_own",)),
    )
    return incident(
        rows,
        {"Levant Wire": ["clm_first", "clm_copy"], "Orontes Post": ["clm_own"]},
        casualties=(killed,),
        disagreements=(r.Disagreement("casualties: killed", versions),),
    )
