"""Runs first in the frozen program: stands in for Qt's OpenGL modules, which are left out (11 MB on Windows).

pyqtgraph imports both by name and uses them only to draw with OpenGL, which is never turned on.
"""

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType

NAMES = {"PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets"}


class WithoutOpenGL(MetaPathFinder):
    """Finds the two modules: empty, but for a widget to derive from."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """The stand-in's specification, where one is asked for."""
        return spec_from_loader(name, self) if name in NAMES else None  # pyright: ignore[reportArgumentType]

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """None: Python makes the module."""

    def exec_module(self, module: ModuleType) -> None:
        """Only asked once Qt is loaded, so importing it costs nothing here."""
        from PySide6.QtWidgets import QWidget

        module.QOpenGLWidget = type("QOpenGLWidget", (QWidget,), {})  # pyright: ignore[reportAttributeAccessIssue]


sys.meta_path.insert(0, WithoutOpenGL())
