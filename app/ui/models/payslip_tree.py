"""The tree model over the rows of a payslip."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.models.payslip_nodes import Node

Index = QModelIndex | QPersistentModelIndex
NODE_ROLE = Qt.ItemDataRole.UserRole + 1


class PayslipTree(QAbstractItemModel):
    """One column; the delegate draws label, reason and figure of a Node. Indexes carry places in one list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes: list[Node] = []
        self._parents: list[int] = []
        self._rows: list[int] = []
        self._children: dict[int, list[int]] = {-1: []}

    def set_nodes(self, nodes: tuple[Node, ...]) -> None:
        """Show another payslip."""
        self.beginResetModel()
        self._nodes, self._parents, self._rows, self._children = [], [], [], {-1: []}
        for row, node in enumerate(nodes):
            self._add(node, -1, row)
        self.endResetModel()

    def _add(self, node: Node, parent: int, row: int) -> None:
        place = len(self._nodes)
        self._nodes.append(node)
        self._parents.append(parent)
        self._rows.append(row)
        self._children[parent].append(place)
        self._children[place] = []
        for at, child in enumerate(node.children):
            self._add(child, place, at)

    def node(self, index: Index) -> Node | None:
        """The row of an index."""
        return self._nodes[index.internalId()] if index.isValid() else None

    def index_of(self, code: str) -> QModelIndex:
        """Where the line or score item of that code stands."""
        for at, place in enumerate(self._children[-1]):
            if self._nodes[place].code == code:
                return self.createIndex(at, 0, place)
        return QModelIndex()

    def depth(self, index: Index) -> int:
        """0 for sections and lines, 1 for what is right under a line."""
        depth, place = -1, index.internalId()
        while place != -1:
            depth, place = depth + 1, self._parents[place]
        return depth

    def last_at(self, index: Index) -> list[bool]:
        """For each level from 1 down to the row: whether the row, or its ancestor there, is the last of its kind."""
        found: list[bool] = []
        place = index.internalId()
        while self._parents[place] != -1:
            siblings = self._children[self._parents[place]]
            found.append(siblings[-1] == place)
            place = self._parents[place]
        return found[::-1]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        places = self._children[parent.internalId() if parent.isValid() else -1]
        if column != 0 or not 0 <= row < len(places):
            return QModelIndex()
        return self.createIndex(row, column, places[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # Qt has two functions of this name
        if not index.isValid() or self._parents[index.internalId()] == -1:
            return QModelIndex()
        place = self._parents[index.internalId()]
        return self.createIndex(self._rows[place], 0, place)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._children[parent.internalId() if parent.isValid() else -1])

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        if node is None:
            return None
        if role == NODE_ROLE:
            return node
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (node.label, node.text, node.value) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(node) or None
        return None


def _tip(node: Node) -> str:
    places = [f"{place.file} · {place.sheet} · {'、'.join(place.cells)}" for place in node.sources]
    return "\n".join(part for part in (node.text, *places) if part)
