"""A person who decides at random, and all that a database holds then, for comparing."""

import json
import random
import shutil
from dataclasses import replace
from datetime import date

from crosswire import pipeline
from crosswire import records as r
from crosswire.store import Store

NAMES = ("Rana", "Oleh")
WHOLE_INCIDENTS = 0.25  # of the rejections


class Decider:
    """Decides at random, but the same for the same seed: on what stands, and on what stood."""

    def __init__(self, desk, store, seed):
        self.desk, self.store, self.random = desk, store, random.Random(seed)
        self.done = []
        self.refused = []

    def decide(self, times):
        """Do so many things that are not refused."""
        goal = len(self.done) + times
        while len(self.done) < goal:
            self.claims = list(self.store.claims_view())
            self.incidents = [row.incident for row in self.store.incidents_view()]
            act = self.random.choice(ACTS)
            try:
                decision = act(self)
            except ValueError as error:
                self.refused.append(str(error))
                continue
            if decision:
                self.done.append((act.__name__, decision))
        return self

    # --- what there is to do -----------------------------------------------------------------
    def accept(self):
        return self._judge(r.Verdict.ACCEPT, [self._claim().claim.id])

    def reject(self):
        if self.random.random() < WHOLE_INCIDENTS:
            return self._judge(r.Verdict.REJECT, self.random.choice(self.incidents).claim_ids)
        return self._judge(r.Verdict.REJECT, [self._claim().claim.id])

    def set_day(self):
        other = self._claim().resolution.date
        near = other.start if other else date(2016, 10, self.random.randrange(1, 29))
        return self._edit("date", self.random.choice([near.isoformat(), "2031-05-06", ""]))

    def set_type(self):
        return self._edit("type", self.random.choice(list(r.EventType)).value)

    def set_place(self):
        places = [place for row in self.claims for place in row.resolution.places]
        place = self.random.choice(places)
        known = ("name", "gazetteer_id", "latitude", "longitude", "country", "admin1")
        told = {key: getattr(place, key) for key in (*known, "where_prec")}
        return self._edit("place", json.dumps(told))

    def set_places(self):
        row = self._claim()
        words = {span.quote for each in self._beside(row) for span in each.claim.places}
        return self._edit("places", self.random.choice(["", *sorted(words)]), row)

    def set_casualties(self):
        row = self.random.choice([row for row in self.claims if row.claim.casualties])
        told = {"words": row.claim.casualties[0].words.quote, "outcome": "killed"}
        return self._edit(
            "casualties", json.dumps([told | {"low": self.random.randrange(90)}]), row
        )

    def join(self):
        two = self.random.sample(self.incidents, 2)
        return self._judge(r.Verdict.SAME, [self.random.choice(one.claim_ids) for one in two])

    def part(self):
        several = [one for one in self.incidents if len(one.claim_ids) > 1]
        if not several:
            return None
        claims = self.random.choice(several).claim_ids
        some = self.random.sample(claims, self.random.randrange(1, len(claims)))
        if self.random.random() < 0.5:
            return self.desk.split(some, self.random.choice(NAMES))
        return self._judge(r.Verdict.NOT_SAME, some)

    def make(self):
        row = self._claim()
        other = self.random.choice(self._beside(row)).claim
        told = {
            "quote_start": row.claim.quote.start,
            "quote_end": row.claim.quote.end,
            "trigger_start": row.claim.trigger.start,
            "trigger_end": row.claim.trigger.end,
            "type": self.random.choice([row.claim.type, *r.EventType]).value,
            "status": "occurred",
            "places": "; ".join(span.quote for span in other.places),
        }
        if self.random.random() < 0.3:
            told["same"] = self._claim().claim.id
        told = {key: str(value) for key, value in told.items()}
        return self.desk.add_claim(row.article.id, told, self.random.choice(NAMES))

    def take_back(self):
        given = [row.judgement for row in self.store.judgements_view()]
        standing = [each.id for each in given if not each.retracted_at]
        if not standing:
            return None
        return self.desk.retract(self.random.choice(standing), self.random.choice(NAMES))

    def _judge(self, verdict, claim_ids, **values):
        return self.desk.judge(verdict, list(claim_ids), self.random.choice(NAMES), **values)

    def _edit(self, field, value, row=None):
        claim = (row or self._claim()).claim.id
        return self._judge(r.Verdict.EDIT, [claim], field=field, value=value)

    def _claim(self):
        return self.random.choice(self.claims)

    def _beside(self, row):
        return [each for each in self.claims if each.article.id == row.article.id]


# Taking back is done as often as all else together, so that what was done is also undone.
DOING = [
    *(Decider.accept, Decider.reject, Decider.reject, Decider.set_day, Decider.set_day),
    *(Decider.set_type, Decider.set_place, Decider.set_places, Decider.set_casualties),
    *(Decider.join, Decider.join, Decider.part, Decider.part, Decider.make, Decider.make),
]
ACTS = [*DOING, *[Decider.take_back] * (len(DOING) // 2)]


def everything(store):
    """All that is shown of a database, but the order of the places' states; see ``linking``."""
    return {
        "incidents": {row.incident.id: row for row in store.incidents_view()},
        "claims": {row.claim.id: row for row in store.claims_view()},
        "control": sorted(store.control_view(), key=repr),
        "judgements": list(store.judgements_view()),
        "registry": list(store.registry_view()),
        "rejected": rejected(store),
    }


def rejected(store):
    """The incidents that people rejected whole, under their ids."""
    with store.around() as around:
        ids = [row.id for row in store.registry_view() if row.withdrawn]
        return around.rejected(ids)


def rebuilt(store, path, **known):
    """All that a rebuild of everything makes of a copy of the database at ``path``."""
    shutil.copy(store.where, path)
    with Store.open(path) as copy:
        assert pipeline.rebuild(copy, workers=1, **known), "a rebuild must be due"
        return everything(copy)


def without_ids(rows):
    """Incidents by what they tell, whatever they are called."""
    return sorted(repr(replace(row.incident, id="")) for row in rows)
