"""Says each edit in a toast, with the way back."""

from app.ui.kit import Kit
from app.ui.widgets.notes import Toast


def say_edits(kit: Kit, toast: Toast) -> None:
    """Join the edits of the open book to the toast: what was done, undone or done again."""
    words, stack = kit.words, kit.edits.stack

    def done(sentence: str) -> None:
        toast.say(sentence, words("ui.undo"), stack.undo)

    def turned(sentence: str, back: bool) -> None:
        if back:
            toast.say(words("ui.undone", text=sentence), words("ui.redo"), stack.redo)
        else:
            toast.say(words("ui.redone", text=sentence), words("ui.undo"), stack.undo)

    kit.edits.done.connect(done)
    kit.edits.turned.connect(turned)
