"""What the tests of `text/` share: a source from plain words, and its parts as words."""

from humiao.plans.reader.reading import Source, Table
from humiao.plans.reader.text import Layout, cut

_FOLDS = str.maketrans(
    "（）：≧．,;!?[]【】｜　" + "".join(chr(0xFF10 + n) for n in range(10)),
    "():≥.，；！？〔〕〔〕| 0123456789",
)


def source(text: str, tables: tuple[Table, ...] = ()) -> Source:
    """Return a source folded about as files are."""
    return Source("plan.txt", "", text, text.translate(_FOLDS), tables)


def layout(text: str) -> Layout:
    """Cut a text."""
    return cut(source(text))


def refs(text: str) -> list[str]:
    """Return the references of a text's clauses."""
    return [clause.ref for clause in layout(text).clauses]


def table_words(text: str, index: int = 0) -> list[list[str]]:
    """Return a table's cells as words."""
    table = layout(text).tables[index]
    return [[text[cell.start : cell.end] for cell in row] for row in table.rows]


def sentence_words(text: str) -> list[str]:
    """Return a text's sentences as words."""
    return [text[s.start : s.end] for s in layout(text).sentences]
