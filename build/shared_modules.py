"""Runs first in each frozen program: takes Python's modules from the one archive that both programs share.

PyInstaller puts a copy of all modules (13 MB) into every program. Here each carries an empty archive, and its reader,
which all finders of modules hold, is set on the shared file instead. Until then only os and sys can be imported.
"""

import os
import sys

import pyimod02_importers  # pyright: ignore[reportMissingImports]  of PyInstaller, in every frozen program

pyimod02_importers.pyz_archive.__init__(os.path.join(sys._MEIPASS, "modules.pyz"))  # noqa: PTH118 # pyright: ignore
