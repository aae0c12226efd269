"""The made-up incidents as rows of every export, what is known of their actors, and drops."""

from dataclasses import replace
from datetime import date, datetime

from made_up_incidents import all_incidents
from made_up_rows import ACTORS, EVENT_TYPES, POKROVSK, span

from crosswire.exports.acled import sub_event_namer
from crosswire.exports.lookups import Lookups
from crosswire.records import (
    Anchor,
    Control,
    ControlState,
    Credit,
    Dropped,
    Edit,
    Judgement,
    Mask,
    MaskKind,
    Passage,
    Story,
    Verdict,
)
from crosswire.rows import ArticleRow, ExampleRow, JudgementRow, RegistryRow, StoryRow


def lookups():
    ids = [row.incident.id for row in all_incidents()]
    registry = (
        RegistryRow("inc_old", (), redirect_to=ids[0]),
        RegistryRow("inc_gone", (), withdrawn=True),
        RegistryRow(ids[0], ()),
    )
    return Lookups(sub_event_namer(EVENT_TYPES, ACTORS), ACTORS, registry)


def dropped():
    return [
        Dropped("a.txt", "readers", "not text", "check the file"),
        Dropped("b.txt", "readers", "not text", "check the file"),
        Dropped(
            "c.html",
            "clean",
            "no words left after cleaning",
            "see whether the page needs a script to show its text",
        ),
    ]


def rows_of(what):
    incidents = all_incidents()
    claims = [row for each in incidents for row in each.claims]
    articles = list({row.article.id: row.article for row in claims}.values())
    first = articles[0]
    if what == "incidents":
        return incidents
    if what == "claims":
        return claims
    if what == "articles":
        credited = replace(
            articles[1],
            credits=(Credit(span(articles[1].text, "Tuesday"), "Levant News Agency"),),
            masks=(Mask(span(articles[1].text, "wounding"), MaskKind.SHARE),),
        )
        return [
            ArticleRow(each, ("story_orient-strike",), 1)
            for each in (first, credited, *articles[2:])
        ]
    if what == "stories":
        passages = tuple(Passage(each.id, 0, 20) for each in articles[:5])
        story = Story(
            "story_orient-strike",
            passages,
            first.id,
            None,
            (Edit(articles[1].id, ("Tuesday",), ("Friday",)),),
        )
        return [StoryRow(story, tuple(articles[:5]))]
    if what == "control":
        return [
            ControlState(
                POKROVSK,
                date(2031, 3, 5),
                Control.CLAIMED,
                "Armed Forces of Ukraine",
                "afu",
                (incidents[3].incident.id,),
                ("Front Line Daily",),
                "1 origin of one side says so.",
            )
        ]
    if what == "examples":
        (of_first,) = (row for row in claims if row.article is first)
        wrong = replace(of_first.claim, id="clm_wrong")
        return [ExampleRow(first, (of_first,), (wrong,), frozenset({of_first.claim.id}))]
    anchor = Anchor(first.document_id, claims[0].claim.quote, claims[0].claim.trigger)
    made = Judgement(
        "jdg_1",
        Verdict.EDIT,
        (anchor,),
        "Ada",
        datetime(2031, 3, 10, 9, 30),
        "casualties.0.low",
        "12",
    )
    return [JudgementRow(made, (claims[0].claim.id,))]
