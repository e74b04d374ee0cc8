"""Edits documents in LibreOffice, as a person would: run by a Python that has `uno`.

python3 edit_in_office.py PIPE EDIT IN OUT [EDIT IN OUT]…
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK


def main(pipe: str, *jobs: str) -> None:
    desktop = connect(pipe)
    for edit, source, target in zip(jobs[::3], jobs[1::3], jobs[2::3], strict=True):
        document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (value("Hidden", True),))
        EDITS[edit](document)
        document.storeToURL(Path(target).as_uri(), (value("FilterName", "MS Word 2007 XML"),))
        document.close(True)
    desktop.terminate()


def connect(pipe: str):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(0.2)
    raise SystemExit("LibreOffice does not answer")


def value(name: str, content: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


def found(document, words: str):
    """A cursor over the first place where `words` stand."""
    search = document.createSearchDescriptor()
    search.SearchString = words
    place = document.findFirst(search)
    assert place is not None, words
    return place


def nothing(document) -> None:
    """Opened and saved, no more."""


def change_words(document) -> None:
    found(document, "教训就在眼前").String = "教训我们都记得"


def add_sentence(document) -> None:
    place = found(document, "每一件都要有人牵头。")
    place.Text.insertString(place.End, "夜里要有灯。", False)


def add_paragraph(document) -> None:
    place = found(document, "发现渗水时已经没有时间加固。")
    place.Text.insertControlCharacter(place.End, PARAGRAPH_BREAK, False)
    place.Text.insertString(place.End, "本县有二百四十座山塘。", False)


def split(document) -> None:
    place = found(document, "看见什么要报告，")
    place.Text.insertControlCharacter(place.End, PARAGRAPH_BREAK, False)


def join(document) -> None:
    place = found(document, "当天通报云溪县各单位。")
    cursor = place.Text.createTextCursorByRange(place.End)
    cursor.goRight(1, True)
    cursor.String = ""


def rewrite_heading(document) -> None:
    found(document, "看清夜里无人的害处").String = "夜里没人，隐患最大"


def bold(document) -> None:
    found(document, "领导带班的手机夜里不关").CharWeight = 150.0


def add_table(document) -> None:
    table = document.createInstance("com.sun.star.text.TextTable")
    table.initialize(1, 2)
    place = found(document, "每周抽查两次")
    place.Text.insertTextContent(place.End, table, False)
    table.getCellByName("A1").String = "值班表"


def comment(document) -> None:
    place = found(document, "塘坝")
    note = document.createInstance("com.sun.star.text.textfield.Annotation")
    note.Content, note.Author = "请领导定", "小李"
    place.Text.insertTextContent(place, note, True)


def track_changes(document) -> None:
    document.RecordChanges = True
    found(document, "涨水快").String = "说涨就涨"
    place = found(document, "雨情紧的时候一小时一次。")
    place.Text.insertString(place.End, "夜里要有灯。", False)


def reject_all(document) -> None:
    dispatch(document, ".uno:RejectAllTrackedChanges")


def accept_all(document) -> None:
    dispatch(document, ".uno:AcceptAllTrackedChanges")


def dispatch(document, command: str) -> None:
    context = document.CurrentController.Frame
    local = uno.getComponentContext()
    helper = local.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", local)
    helper.executeDispatch(context, command, "", 0, ())


EDITS = {
    edit.__name__: edit
    for edit in (
        nothing, change_words, add_sentence, add_paragraph, split, join, rewrite_heading, bold, add_table,
        comment, track_changes, reject_all, accept_all,
    )
}  # fmt: skip

if __name__ == "__main__":
    main(*sys.argv[1:])
