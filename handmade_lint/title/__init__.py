"""Titles: read into parts, and made shorter of the parts that matter most."""

from .parts import Kind, Part, parse
from .shorter import Shorter, shorten
from .things import colours, hanging, materials, says_thing

__all__ = ["Kind", "Part", "Shorter", "colours", "hanging", "materials", "parse", "says_thing", "shorten"]
