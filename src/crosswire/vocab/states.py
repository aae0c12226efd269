"""The rows that every state has: its government, forces, police and people."""

from collections.abc import Iterator

from crosswire.vocab.rows import Actor, State


def state_actors(state: State) -> Iterator[Actor]:
    """A state's actors; a hand-written row of the same id takes the place of a made one."""
    yield from _powers(state)
    yield from _people(state)


def _powers(state: State) -> Iterator[Actor]:
    government, code = _id(state, "government"), state.state
    yield Actor(
        government,
        f"Government of {state.name}",
        "government",
        side=state.side,
        country=code,
        inter=1,
        exact=(state.name, *state.nations),
        metonyms=state.capital,
        branch="government",
    )
    forces = {"military": state.military or f"Military Forces of {state.name}"}
    if state.air_force:
        forces["air_force"] = state.air_force
    forces["police"] = f"Police Forces of {state.name}"
    for branch, name in forces.items():
        kind = "government" if branch == "police" else "military"
        yield Actor(
            _id(state, branch),
            name,
            kind,
            side=state.side,
            country=code,
            inter=1,
            parent=_id(state, "military") if branch == "air_force" else government,
            aliases=(name,),
            branch=branch,
        )


def _people(state: State) -> Iterator[Actor]:
    for branch, inter in (("civilians", 7), ("protesters", 6), ("rioters", 5)):
        name = f"{branch.capitalize()} ({state.name})"
        code = state.state
        yield Actor(_id(state, branch), name, "civilians", country=code, inter=inter, branch=branch)


def _id(state: State, branch: str) -> str:
    return f"{state.state.lower()}_{branch}"
