"""Renders pages: single files that load nothing and run only their own scripts.

A page's Content-Security-Policy allows its style and script by their hashes. Texts by students are escaped; even if one
were not, the browser would not run it.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from autograder.text.phrasing import number, percent, plural, points
from autograder.text.sanitize import one_line, sanitize

HERE = "autograder.render.html"


def render(package: str, template: str, *, scripts: Sequence[str] = (), styles: Sequence[str] = (), **said: Any) -> str:
    """A page as HTML.

    Parameters
    ----------
    package : str
        The package that contains the template, with its styles and scripts.
    template : str
        The template; it extends ``base/base.html``.
    scripts, styles : sequence of str
        Its own files; the style of the base template comes first.
    **said
        The variables of the template.

    Raises
    ------
    jinja2.TemplateError
        If the template cannot be rendered with these variables.
    """
    environment = _environment(package)
    style = "".join(_source(environment, name) for name in ("base/base.css", *(f"page/{each}" for each in styles)))
    script = "".join(_source(environment, f"page/{each}") for each in scripts)
    return environment.get_template(f"page/{template}").render(
        # Our own files are the only text that is not escaped. The hashes are of exactly these characters.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        policy=policy(style, script),
        **said,
    )


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy of a page with this style and this script, and nothing else."""
    parts = {"default-src": "'none'", "style-src": _hash(style), "base-uri": "'none'", "form-action": "'none'"}
    if script:
        parts["script-src"] = _hash(script)
    return "; ".join(f"{name} {value}" for name, value in parts.items())


@functools.cache
def _environment(package: str) -> Environment:
    loaders: Mapping[str, PackageLoader] = {"base": PackageLoader(HERE, "."), "page": PackageLoader(package, ".")}
    environment = Environment(
        loader=PrefixLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": number, "shown": sanitize, "line": one_line, "percent": percent, "points": points}
    environment.globals |= {"count": plural}
    return environment


def _source(environment: Environment, name: str) -> str:
    assert environment.loader
    return environment.loader.get_source(environment, name)[0]


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
