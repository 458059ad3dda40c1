"""The pages one upon another: each is imported and built when it is first asked for, or in an idle moment before."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.kit import Kit
from app.ui.page_kinds import PAGES, PageMaker
from app.ui.pages.page import Page
from app.ui.settings import Settings

_PAUSE_MS = 20
"""Between one page that is built ahead and the next: what the person does comes first."""


class PageStack(QStackedWidget):
    """``stack["data"]`` is that page; ``built`` carries a new one before it is shown for the first time."""

    built = Signal(object)

    def __init__(self, kit: Kit, settings: Settings) -> None:
        super().__init__()
        self._kit, self._settings = kit, settings
        self._kinds = {kind.name: kind for kind in PAGES}
        self._pages: dict[str, Page] = {}
        self._ahead: list[str] = []
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_PAUSE_MS)
        self._idle.timeout.connect(self._go_on)
        self.addWidget(QWidget())  # what is seen before the first page is there

    def __contains__(self, name: str) -> bool:
        return name in self._kinds

    def __iter__(self) -> Iterator[str]:
        """The names of all pages, built or not, in the order of the rail."""
        return iter(self._kinds)

    def __getitem__(self, name: str) -> Page:
        """The page of that name; imported and built now if it is not there yet."""
        if name not in self._pages:
            self._build(name, self._kinds[name].load())
        return self._pages[name]

    @property
    def page(self) -> Page | None:
        """The page that is turned to, None before the first."""
        page = self.currentWidget()
        return page if isinstance(page, Page) else None

    def turn_to(self, name: str) -> None:
        """Show a page, the keyboard where it is next needed there."""
        page = self[name]
        self.setCurrentWidget(page)
        page.take_focus()

    def prepare(self, name: str) -> None:
        """Import a page on the worker, where the window can answer meanwhile, and build it then."""
        load = self._kinds[name].load
        if name not in self._pages:
            self._kit.backend.run("page", lambda _book, _progress: load(), partial(self._build, name), owner=self)

    def prepare_all(self) -> None:
        """The pages that are not there yet, one by one, whenever the worker has nothing to do."""
        self._ahead = list(self._kinds)
        self._idle.start()

    def _build(self, name: str, maker: PageMaker) -> None:
        if name not in self._pages:
            self._pages[name] = page = maker(self._kit, self._settings)
            self.addWidget(page)
            self.built.emit(page)

    def _go_on(self) -> None:
        if not self._kit.backend.runner.busy:
            self.prepare(self._ahead.pop(0))
        if self._ahead:
            self._idle.start()
