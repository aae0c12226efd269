# ruff: noqa: E501 - a made-up sentence stands on one line
"""Invented incidents for the tests of the exports: real towns, made-up events and sentences."""

from datetime import date

from made_up_rows import (
    ANSONGO,
    EL_FASHER,
    IDLIB,
    KUPIANSK,
    MALI,
    MARAA,
    MENAKA,
    OMDURMAN,
    POKROVSK,
    SARAQIB,
    incident,
    on,
    origin,
    telling,
)

from crosswire.records import (
    Disagreement,
    EventType,
    Grade,
    Outcome,
    Responsibility,
    Role,
    SpeakerKind,
    Status,
    Toll,
    Version,
    Who,
)


def strike():
    """Rival versions of one strike: agency story with reprints, a monitor, a denial."""
    day = date(2031, 3, 4)
    agency = "story_orient-strike"
    sentence = "Warplanes struck the vegetable market in Mare' on Tuesday, killing 14 civilians and wounding at least 30."
    common = {
        "place": ("Mare'", MARAA),
        "when": on(day),
        "story": agency,
        "numbers": (
            ("14 civilians", {"who": Who.CIVILIAN, "low": 14, "high": 14}),
            ("at least 30", {"outcome": Outcome.INJURED, "low": 30}),
        ),
    }
    first = telling(
        "Levant News Agency",
        day,
        "Market hit in Mare'",
        sentence,
        "struck",
        EventType.AIR_STRIKE,
        **common,
    )
    copies = [
        telling(outlet, day, title, sentence, "struck", EventType.AIR_STRIKE, **common)
        for outlet, title in (
            ("The Daily Cedar", "Fourteen dead in market strike"),
            ("Gulf Courier", "Strike on Syrian market"),
            ("Anatolian Post", "Market hit in Mare'"),
            ("Harbour Times", "Dozens hurt in Mare'"),
        )
    ]
    monitor = telling(
        "Northern Wire",
        day,
        "Monitor: army shells hit market",
        "Army artillery shelled the market in Mare', killing 11 people, among them 9 civilians, the Orontes Monitor said.",
        "shelled",
        EventType.SHELLING,
        place=("Mare'", MARAA),
        when=on(day),
        a=("Army artillery", "syrian-army"),
        speaker="the Orontes Monitor",
        speaker_kind=SpeakerKind.MONITOR,
        speaker_actor="orontes-monitor",
        numbers=(
            ("11 people", {"low": 11, "high": 11}),
            ("9 civilians", {"who": Who.CIVILIAN, "low": 9, "high": 9, "part_of": 0}),
        ),
    )
    denial = telling(
        "State Bulletin",
        date(2031, 3, 5),
        "Army denies strike",
        "A military source denied that the air force had bombed Mare' on Tuesday.",
        "bombed",
        EventType.AIR_STRIKE,
        Status.DENIED,
        place=("Mare'", MARAA),
        when=on(day),
        a=("the air force", "syrian-army"),
        speaker="A military source",
        speaker_kind=SpeakerKind.ANONYMOUS,
    )
    told = [first, *copies]
    rows = [*told, monitor, denial]
    return incident(
        "strike",
        EventType.AIR_STRIKE,
        rows,
        place=MARAA,
        when=on(day),
        grade=Grade.FAIR,
        responsibility=Responsibility.DISPUTED,
        a=("syrian-army",),
        b=("civilians-sy",),
        reason="7 articles, 3 origins: Levant News Agency (4 reprints), the Orontes Monitor (via Northern Wire) and State Bulletin; the accused side denies it.",
        tolls=(
            Toll(
                Outcome.KILLED,
                Who.CIVILIAN,
                9,
                14,
                14,
                monitor.claim.id,
                first.claim.id,
                first.claim.id,
            ),
            Toll(Outcome.KILLED, Who.UNKNOWN, 11, 11, 11, *[monitor.claim.id] * 3),
            Toll(Outcome.INJURED, Who.UNKNOWN, 30, 30, None, *[first.claim.id] * 2, None),
        ),
        origins=(
            origin("agency:levant", "Levant News Agency", told, None),
            origin("actor:orontes-monitor", "Orontes Monitor", [monitor], "syria:opposition"),
            origin("outlet:state-bulletin", "State Bulletin", [denial], "syria:government"),
        ),
        disagreements=(
            Disagreement(
                "type",
                (
                    Version("air_strike", tuple(r.claim.id for r in told)),
                    Version("shelling", (monitor.claim.id,)),
                ),
            ),
            Disagreement(
                "killed", (Version("14", (first.claim.id,)), Version("11", (monitor.claim.id,)))
            ),
        ),
    )


def clash():
    """Both sides say so; dead on both sides, told by one article."""
    day = date(2031, 3, 6)
    army = telling(
        "Khartoum Gazette",
        day,
        "Clashes in El Fasher",
        "The Sudanese army clashed with Rapid Support Forces near El Fasher's old airport on Thursday, killing eight soldiers and 23 paramilitaries, the army said.",
        "clashed",
        EventType.ARMED_CLASH,
        place=("El Fasher", EL_FASHER),
        when=on(day),
        a=("The Sudanese army", "saf"),
        b=("Rapid Support Forces", "rsf"),
        speaker="the army",
        speaker_kind=SpeakerKind.MILITARY,
        speaker_actor="saf",
        numbers=(
            ("eight soldiers", {"who": Who.COMBATANT, "low": 8, "high": 8, "side": Role.SIDE_A}),
            (
                "23 paramilitaries",
                {"who": Who.COMBATANT, "low": 23, "high": 23, "side": Role.SIDE_B},
            ),
        ),
    )
    other = telling(
        "Nile Dispatch",
        day,
        "RSF says it repelled army",
        "The Rapid Support Forces said they beat back an assault at El Fasher and killed 31 soldiers.",
        "beat back",
        EventType.ARMED_CLASH,
        place=("El Fasher", EL_FASHER),
        when=on(day),
        a=("The Rapid Support Forces", "rsf"),
        speaker="The Rapid Support Forces",
        speaker_kind=SpeakerKind.ARMED_GROUP,
        speaker_actor="rsf",
        numbers=(("31 soldiers", {"who": Who.COMBATANT, "low": 31, "high": 31}),),
    )
    return incident(
        "clash",
        EventType.ARMED_CLASH,
        [army, other],
        place=EL_FASHER,
        when=on(day),
        grade=Grade.ESTABLISHED,
        responsibility=Responsibility.ACCEPTED,
        a=("saf",),
        b=("rsf",),
        reason="2 articles, 2 origins: the Sudanese Armed Forces and the Rapid Support Forces; both sides say so.",
        tolls=(Toll(Outcome.KILLED, Who.COMBATANT, 31, 31, 31, *[army.claim.id] * 3),),
        origins=(
            origin("actor:saf", "Sudanese Armed Forces", [army], "sudan:government"),
            origin("actor:rsf", "Rapid Support Forces", [other], "sudan:rsf"),
        ),
    )


def simple(name, kind, outlet, day, title, sentence, trigger, place, words, **more):
    told = {
        key: more.pop(key)
        for key in ("a", "b", "speaker", "speaker_kind", "numbers")
        if key in more
    }
    row = telling(
        outlet,
        day,
        title,
        sentence,
        trigger,
        kind,
        more.get("status", Status.OCCURRED),
        place=(words, place) if place else None,
        when=more.get("when", on(day)),
        **told,
    )
    tolls = [
        Toll(n.outcome, n.who, n.low, n.low, n.high, *[row.claim.id] * 3)
        for n in row.claim.casualties
    ]
    sides = {key: (told[key][1] or told[key][0],) for key in ("a", "b") if key in told}
    reason = more.pop("reason", f"1 article, 1 origin: {outlet}.")
    more.pop("when_", None)
    when = more.pop("when", on(day))
    return incident(
        name,
        kind,
        [row],
        place=place,
        when=when,
        tolls=tolls,
        reason=reason,
        origins=(origin(f"outlet:{outlet}", outlet, [row], known=more.pop("known", True)),),
        **sides,
        **more,
    )


def all_incidents():
    D = date
    return [
        strike(),
        clash(),
        simple(
            "shelling",
            EventType.SHELLING,
            "Sloboda Online",
            D(2031, 3, 3),
            "Kupiansk under fire",
            "Russian artillery hit a bus stop in Kupiansk, killing three people and injuring seven.",
            "hit",
            KUPIANSK,
            "Kupiansk",
            a=("Russian artillery", "rus"),
            b=("a bus stop", None),
            grade=Grade.FAIR,
            responsibility=Responsibility.UNDISPUTED,
            numbers=(
                ("three people", {"low": 3, "high": 3}),
                ("seven", {"outcome": Outcome.INJURED, "low": 7, "high": 7}),
            ),
        ),
        simple(
            "gain",
            EventType.TERRITORY_GAINED,
            "Front Line Daily",
            D(2031, 3, 5),
            "Village taken",
            "Ukrainian troops retook a hamlet outside Pokrovsk after two days of fighting, the general staff said.",
            "retook",
            POKROVSK,
            "Pokrovsk",
            a=("Ukrainian troops", "afu"),
            speaker="the general staff",
            speaker_kind=SpeakerKind.MILITARY,
            grade=Grade.CONTESTED,
            responsibility=Responsibility.ACCEPTED,
        ),
        simple(
            "attack",
            EventType.ATTACK_ON_CIVILIANS,
            "Sahel Observer",
            D(2031, 3, 7),
            "Killings near Ansongo",
            "Gunmen on motorcycles killed between 19 and 26 villagers south of Ansongo over the weekend.",
            "killed",
            ANSONGO,
            "Ansongo",
            a=("Gunmen on motorcycles", None),
            b=("villagers", None),
            when=on(D(2031, 3, 8), D(2031, 3, 9), 2),
            numbers=(
                ("between 19 and 26 villagers", {"who": Who.CIVILIAN, "low": 19, "high": 26}),
            ),
            grade=Grade.FAIR,
        ),
        simple(
            "ambush",
            EventType.ARMED_CLASH,
            "Sahel Observer",
            D(2031, 3, 9),
            "Convoy ambushed",
            "Liptako Front fighters ambushed an army convoy on the road to Ménaka, killing several soldiers.",
            "ambushed",
            MENAKA,
            "Ménaka",
            a=("Liptako Front fighters", "liptako-front"),
            b=("an army convoy", "mali-army"),
            numbers=(("several soldiers", {"who": Who.COMBATANT, "low": 3, "side": Role.SIDE_B}),),
        ),
        simple(
            "protest",
            EventType.PROTEST,
            "Nile Dispatch",
            D(2031, 3, 8),
            "Bread protest in Omdurman",
            "Hundreds marched in Omdurman over the price of bread before police dispersed them with tear gas.",
            "marched",
            OMDURMAN,
            "Omdurman",
            a=("Hundreds", "protesters-sd"),
            grade=Grade.FAIR,
            responsibility=Responsibility.UNDISPUTED,
        ),
        simple(
            "province",
            EventType.AIR_STRIKE,
            "Levant News Agency",
            D(2031, 3, 8),
            "Raids across Idlib",
            "Raids across Idlib Governorate killed a family of five on Saturday.",
            "Raids",
            IDLIB,
            "Idlib Governorate",
            b=("a family of five", "civilians-sy"),
            numbers=(("a family of five", {"who": Who.CIVILIAN, "low": 5, "high": 5}),),
        ),
        simple(
            "nowhere",
            EventType.BOMBING,
            "Unknown Blog",
            D(2031, 3, 9),
            '=HYPERLINK("x") Blast',
            "A hand grenade was thrown at a checkpoint <script>alert(1)</script> by night.",
            "thrown",
            None,
            None,
            when=None,
            known=False,
        ),
        simple(
            "plan",
            EventType.FORCE_MOVEMENT,
            "State Bulletin",
            D(2031, 3, 9),
            "Army to storm Saraqib",
            "Troops are massing and will storm Saraqib within days, a field commander said.",
            "will storm",
            SARAQIB,
            "Saraqib",
            status=Status.PLANNED,
            a=("Troops", "syrian-army"),
            speaker="a field commander",
            speaker_kind=SpeakerKind.ANONYMOUS,
            when=None,
        ),
        simple(
            "total",
            EventType.CASUALTIES_REPORT,
            "Sahel Observer",
            D(2031, 3, 9),
            "A deadly year",
            "At least 640 people were killed in Mali since January, a rights group counted.",
            "were killed",
            MALI,
            "Mali",
            when=on(D(2031, 1, 1), D(2031, 3, 9), 5),
            numbers=(("At least 640 people", {"low": 640}),),
            speaker="a rights group",
        ),
        simple(
            "kupiansk-2",
            EventType.AIR_STRIKE,
            "Sloboda Online",
            D(2031, 3, 6),
            "Drone over Kupiansk",
            "A drone struck a pump station in Kupiansk, and nobody was hurt.",
            "struck",
            KUPIANSK,
            "Kupiansk",
            b=("a pump station", None),
        ),
    ]
