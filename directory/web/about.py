"""The two small pages that say what this is and how accessible it is."""

from __future__ import annotations

from flask import Blueprint, render_template


def create_blueprint() -> Blueprint:
    """``/about`` and ``/accessibility``."""
    blueprint = Blueprint("about", __name__)

    @blueprint.get("/about")
    def about() -> str:
        return render_template("pages/about.html")

    @blueprint.get("/accessibility")
    def accessibility() -> str:
        return render_template("pages/accessibility.html")

    return blueprint
