"""Signing in with the directory's key and out again, and the gate that other pages stand behind."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse
from wtforms import HiddenField, PasswordField

from directory.accounts.guards import Guard
from directory.web.forms import OnwardForm
from directory.web.limits import Limit

HOME = "/referrals"
WRONG = "That is not the key. Check it and try again."
_LOCAL = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*\Z")


class SignInForm(OnwardForm):
    """The key, and where to go afterwards."""

    key = PasswordField("Key")
    next = HiddenField()


class SignOutForm(OnwardForm):
    """Nothing but its token."""


def create_blueprint(*, guard: Guard, limit_writes: Limit[Any]) -> Blueprint:
    """``/sign-in`` and ``/sign-out``; trying keys carries ``limit_writes``."""
    blueprint = Blueprint("accounts", __name__)
    blueprint.after_request(unkept)
    blueprint.app_context_processor(lambda: {"sign_out_form": _sign_out_form(guard)})

    @blueprint.get("/sign-in")
    def sign_in() -> AnyResponse:
        wanted = local(request.args.get("next", ""))
        if guard.allows(request):
            return redirect(wanted, 303)
        if not guard.api_key:
            guard.require(request)
        return _page(SignInForm(formdata=None, data={"next": wanted}))

    @blueprint.post("/sign-in")
    @limit_writes
    def check() -> AnyResponse:
        if not guard.api_key:
            guard.require(request)
        form = SignInForm()
        if form.validate() and not guard.sign_in(form.key.data or ""):
            form.key.errors = [WRONG]
        return _page(form) if form.links() else redirect(local(form.next.data or ""), 303)

    @blueprint.post("/sign-out")
    def sign_out() -> AnyResponse:
        if SignOutForm().validate():
            guard.sign_out()
        return redirect("/", 303)

    return blueprint


def gate(guard: Guard) -> Callable[[], AnyResponse | None]:
    """What a blueprint runs before each request: whoever may not come in is sent to sign in, and comes back after."""

    def check() -> AnyResponse | None:
        if guard.allows(request):
            return None
        if not guard.api_key:
            guard.require(request)
        wanted = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else HOME
        return redirect("/sign-in?" + urlencode({"next": wanted}), 303)

    return check


def unkept(response: Response) -> Response:
    """The same response, which no cache may keep: not even one that would ask again."""
    response.headers["Cache-Control"] = "no-store"
    return response


def local(path: str) -> str:
    """The path where it is one of ours, else the worklist: no address from outside is ever gone to."""
    return path if len(path) <= 2000 and _LOCAL.match(path) else HOME


def _sign_out_form(guard: Guard) -> SignOutForm | None:
    return SignOutForm(formdata=None) if guard.api_key and guard.is_signed_in() else None


def _page(form: SignInForm) -> Response:
    links = form.links()
    return make_response(render_template("accounts/sign_in.html", form=form, notes=links), 422 if links else 200)
