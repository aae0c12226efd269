"""The English words by which a noun phrase is read: heads, joints, and what they do to a name."""

# After a name: it is not the party but stands behind it ("Iran-backed militia", "IS-held town").
LINKED_AFTER = frozenset(
    {"administered", "affiliated", "aided", "aligned", "allied", "appointed", "backed"}
    | {"based", "besieged", "born", "bound", "brokered", "built", "controlled", "designated"}
    | {"dominated", "friendly", "funded", "held", "imposed", "inspired", "installed", "led"}
    | {"linked", "made", "occupied", "run", "sponsored", "style", "supplied", "supported"}
    | {"trained"}
)
# After a name: whoever it is holds the words that follow ("the Houthi-run police").
RULED = frozenset(
    {"administered", "appointed", "controlled", "held", "imposed", "installed", "led", "run"}
)
# Before a name: those who are against it, for it, or no longer of it; or it is part of a place.
LINKED_BEFORE = frozenset({"anti", "counter", "ex", "fellow", "former", "lake", "non", "pro"})
# Joints of a list of parties.
AND = frozenset({"along", "alongside", "and", "or", "plus", "versus", "vs"})
# What ends the head of a phrase.
PREPOSITIONS = frozenset(
    {"across", "against", "among", "around", "at", "belonging", "between", "by", "fighting"}
    | {"fleeing", "for", "from", "in", "inside", "into", "loyal", "near", "of", "on", "outside"}
    | {"targeting", "that", "to", "under", "which", "who", "with", "within"}
)
# Beyond these words nothing names the party.
STOPS = frozenset(
    {"accused", "against", "allied", "around", "at", "backed", "backs", "besieged", "between"}
    | {"controlled", "fighting", "fleeing", "held", "near", "opposed", "outside", "supported"}
    | {"suspected", "targeting", "that", "under", "which", "who"}
)
# Heads that are part of the group that a preposition joins them to.
MEMBERS = frozenset(
    {"centre", "center", "press", "service", "department", "troops"}
    | {"administration", "advisers", "aides", "aircraft", "alliance", "allies", "arm", "army"}
    | {"base", "bases", "battalion", "battalions", "board", "bomber", "bombers", "branch"}
    | {"brigade", "brigades", "bureau", "cell", "cells", "chief", "coalition", "command"}
    | {"commander", "commanders", "commandos", "convoy", "convoys", "coordinator", "council"}
    | {"delegation", "deputy", "director", "division", "element", "elements", "envoy"}
    | {"faction", "factions", "fighter", "fighters", "force", "forces", "founder", "government"}
    | {"group", "groups", "gunmen", "head", "headquarters", "helicopters", "heroes", "inspectors"}
    | {"investigators", "jets", "leader", "leaders", "leadership", "loyalists", "media"}
    | {"mediators", "medics", "member", "members", "men", "mercenaries", "militants", "militia"}
    | {"militiamen", "militias", "minister", "ministry", "mission", "monitors", "observers"}
    | {"office", "officers", "official", "officials", "operatives", "paramedics", "planes"}
    | {"police", "position", "positions", "president", "prosecutors", "ranks", "rebels"}
    | {"regime", "remnants", "representative", "representatives", "rescuers", "secretary"}
    | {"section", "snipers", "soldier", "soldiers", "spokesman", "spokesmen", "spokespeople"}
    | {"spokesperson", "spokeswoman", "staff", "statement", "stronghold", "supporters", "tanks"}
    | {"team", "teams", "terrorists", "troops", "unit", "units", "vehicles", "vice"}
    | {"volunteers", "warplanes", "wing"}
)
# Words that make what stands beside a nation something other than its state.
NOT_STATE = frozenset(
    {"fatigues", "uniform", "uniforms", "disguised"}
    | {"armed", "coalition", "defectors", "democratic", "deserters", "dissident", "druze"}
    | {"exile", "exiled", "extremists", "faction", "factions", "gang", "gangs", "gunmen"}
    | {"insurgent", "insurgents", "islamist", "islamists", "jihadist", "jihadists", "joint"}
    | {"kurdish", "kurds", "local", "mercenaries", "militant", "militants", "militia"}
    | {"militias", "opposition", "parallel", "paramilitaries", "paramilitary", "popular"}
    | {"rebel", "rebels", "regional", "resistance", "revolutionary", "rival", "self"}
    | {"separatist", "separatists", "settlers", "shadow", "shia", "shiite", "sunni", "takfiri"}
    | {"terrorist", "terrorists", "tribal", "tribesmen", "tuareg", "turkmen"}
)
# Armed men of no state, when nothing tells whose they are: "terrorists shelled the market".
IRREGULARS = frozenset(
    {"bandits", "extremists", "guerrillas", "gunman", "gunmen", "insurgents", "jihadists"}
    | {"militants", "rebels", "takfiri", "takfiris", "terrorist", "terrorists"}
)
# Before "forces" or "jets", and with the country known, these stand for the nation.
STATE_WORDS = frozenset({"army", "federal", "government", "loyalist", "national", "regime"})
# Counts and hedges, which name no one.
FILLERS = frozenset(
    {"about", "all", "allegedly", "both", "called", "dozens", "eight", "five", "four", "his"}
    | {"hundreds", "its", "least", "mainly", "many", "more", "nine", "only", "other", "our"}
    | {"scores", "seven", "several", "six", "so", "some", "suspected", "ten", "than", "their"}
    | {"three", "two"}
)
# Words that every sentence of news has: they tell no event from another.
COMMON = frozenset(
    {"a", "an", "the", "of", "and", "in", "on", "at", "to", "for", "by", "with", "from", "as"}
    | {"is", "are", "was", "were", "be", "been", "has", "have", "had", "it", "its", "that", "this"}
    | {"these", "those", "their", "his", "her", "they", "he", "she", "who", "which", "said", "says"}
    | {"say", "also", "after", "before", "during", "over", "into", "out", "up", "down", "not", "no"}
    | {"but", "or", "than", "more", "least", "about", "between", "under", "against", "according"}
    | {"reported", "told", "while", "when", "where", "there"}
)
