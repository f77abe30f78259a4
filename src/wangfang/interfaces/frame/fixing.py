"""What in a template is the same on every page: its own words, icons, addresses. It is written out once.

A page of the desk has some sixty of them; looking them up took a third of the time of its template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from threading import RLock
from typing import Any, TypeVar

from django.template import Origin
from django.template.base import FilterExpression, Node, NodeList, Template, TextNode, Variable
from django.template.context import Context
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.library import SimpleNode
from django.template.loaders import cached
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix
from django.utils.translation import get_language

Tag = TypeVar("Tag", bound=Callable[..., str])
PURE = "gives_the_same"
"""The mark of a tag that gives the same for the same words, whoever asks."""


class Loader(cached.Loader):
    """Keeps a template once for each language, and for each place the site hangs at, with its fixed parts written out."""

    def __init__(self, engine: Any, loaders: Sequence[Any]) -> None:
        super().__init__(engine, loaders)
        self._lock = RLock()  # nobody renders a template while it is being written out

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        """Return under what a template is kept."""
        return f"{get_language()} {get_script_prefix()} {super().cache_key(template_name, skip)}"

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """Return a template; the first time its fixed parts are written out."""
        with self._lock:
            found: Any = super().get_template(template_name, skip)
            if not hasattr(found, "is_fixed"):
                fix(found.nodelist)
                found.is_fixed = True
            template: Template = found
            return template


def pure(tag: Tag) -> Tag:
    """Mark a tag as one that gives the same for the same words."""
    setattr(tag, PURE, True)
    return tag


def fix(nodes: NodeList) -> None:
    """Write out, in place, what gives the same each time, and join texts that come to stand side by side."""
    joined: list[Node] = []
    for node in nodes:
        for inner in _inside(node):
            fix(inner)
        found = TextNode(str(node.render(Context()))) if _is_fixed(node) else node
        if isinstance(found, TextNode) and joined and isinstance(joined[-1], TextNode):
            joined[-1] = TextNode(joined[-1].s + found.s)
        else:
            joined.append(found)
    nodes[:] = joined


def _inside(node: Node) -> Iterable[NodeList]:
    if isinstance(node, IfNode):
        return [nodes for _condition, nodes in node.conditions_nodelists]
    return [getattr(node, name) for name in node.child_nodelists if hasattr(node, name)]


def _is_fixed(node: Node) -> bool:
    if isinstance(node, TranslateNode):
        return not node.asvar and node.message_context is None and _are_fixed([node.filter_expression])
    if isinstance(node, URLNode):
        return not (node.asvar or node.args or node.kwargs) and _are_fixed([node.view_name])
    if isinstance(node, StaticNode):
        return node.varname is None and _are_fixed([node.path])
    if isinstance(node, SimpleNode):
        said = [*node.args, *node.kwargs.values()]
        return hasattr(node.func, PURE) and node.target_var is None and _are_fixed(said)
    return isinstance(node, (LoadNode, CommentNode))  # these write nothing


def _are_fixed(said: Iterable[FilterExpression]) -> bool:
    """Tell whether all of this is written in the template itself, and goes through no filter."""
    return not any(one.filters or (isinstance(one.var, Variable) and one.var.lookups) for one in said)
