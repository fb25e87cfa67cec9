"""Pictures of a Word file: in the line, no larger than the page holds, with alternative text."""

from docx.document import Document as WordDocument
from docx.shared import Pt

from compilations.blocks import Picture, words
from compilations.pictures import Pictures
from compilations.word_styles import PICTURE
from printing.word import add_paragraph, describe_picture

_DOTS_PER_POINT = 200 / 72  # as in print: a small picture is not blown up beyond this
_MOST_OF_DEPTH = 0.8  # of the text's depth: the caption stands on the same page


def add_picture(document: WordDocument, picture: Picture, pictures: Pictures, measure: float, depth: float) -> None:
    """Add a picture, its caption not yet; `measure` and `depth` of the text in points. Its file must be kept."""
    scale = min(1 / _DOTS_PER_POINT, measure / picture.width, depth * _MOST_OF_DEPTH / picture.height)
    paragraph = add_paragraph(document, PICTURE)
    paragraph.paragraph_format.keep_with_next = True if picture.caption else None
    run = paragraph.add_run()
    run.add_picture(str(pictures.path(picture)), Pt(picture.width * scale), Pt(picture.height * scale))
    describe_picture(run, picture.alt or words(picture.caption))
