"""Roster (名册): the details of many units, a table with one unit a row.

`read_roster` reads one from .csv, .xlsx or .yaml; `match` finds the field of each column.
"""

from .columns import Matched, match, require_known
from .reader import read_roster
from .table import RosterError, Row, Table

__all__ = ["Matched", "RosterError", "Row", "Table", "match", "read_roster", "require_known"]
