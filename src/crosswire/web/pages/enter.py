"""Coming in: the token of the printed address becomes a cookie, and the reviewer says a name."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from crosswire.web.access import Action, clean_name, same
from crosswire.web.site import get, page, post, site_of

NO_KEY = "This address has an old key: open the one that `crosswire serve` printed last."


def enter(request: Request) -> Response:
    """Take the token, and ask for the name; without a token only who is in already may come."""
    keys = site_of(request).keys
    token = request.query_params.get("token", "")
    known = request.state.visitor
    if known is None and not same(token, keys.token):
        raise HTTPException(403, NO_KEY)
    answer = page(request, "enter.html", problem="")
    answer.set_cookie(keys.session_cookie, keys.session, httponly=True, samesite="strict")
    return answer


def say_name(request: Request, form: FormData) -> Response:
    """Keep the name in a cookie of its own, and go to the map."""
    keys = site_of(request).keys
    try:
        name = clean_name(str(form.get("name", "")))
    except ValueError as error:
        return page(request, "enter.html", 400, problem=str(error))
    answer = RedirectResponse("/", status_code=303)
    answer.set_cookie(keys.name_cookie, keys.write_name(name), httponly=True, samesite="strict")
    return answer


# Whoever may read may say a name; the form's own token keeps other sites from saying one.
ROUTES = [*get("/enter", enter), *post("/enter", say_name, Action.READ)]
