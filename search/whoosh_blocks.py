"""Postings in Whoosh's own format (that of its codec W3), written a term at a time.

A term's postings are blocks of at most `BLOCK`: in front how many, the greatest weight, the shortest and the longest
title, so that a reader may skip a block; then documents as distances, and weights. What is known of a term (how many
documents, the bounds of all blocks, where the blocks lie) goes into the table of terms.
"""

import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pickle import dumps
from typing import Any

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3TermInfo
from whoosh.util.numeric import length_to_byte

BLOCK = 128
_INFO: struct.Struct = W3TermInfo._struct
_EXTENT = struct.Struct("!qi")
_SIZE = struct.Struct("!i")
_FIELD = struct.Struct("!H")
_LENGTH_BYTES = [length_to_byte(length) for length in range(4096)]


class BlockWriting:
    """Writes the terms of one field, in the order of their bytes, through Whoosh's writer of fields."""

    def __init__(self, out: Any, name: str, field: Any) -> None:
        out.start_field(name, field)
        self._out = out
        self._key = _FIELD.pack(out._fieldid)
        self._posts, self._terms = out._postfile, out._tindex
        self._at: int = self._posts.tell()

    def term(self, term: bytes, docs: Sequence[int], weights: Sequence[float], lengths: Sequence[int]) -> None:
        """A term with its postings: documents in ascending order, the weight of each, the length of its title."""
        if len(docs) == 1:
            self._only_once(term, docs[0], weights[0], _length_byte(lengths[0]))
            return
        bounds = (_length_byte(min(lengths)), _length_byte(max(lengths)), max(weights), docs[0], docs[-1])
        told = _INFO.pack(False, sum(weights), len(docs), *bounds)
        self._put(term, told, b"".join((WHOOSH3_HEADER_MAGIC, *_blocks(docs, weights, lengths))))

    def _only_once(self, term: bytes, doc: int, weight: float, length: int) -> None:
        """The same for a term of one document: most are."""
        info = dumps((1, doc, weight, 0, length, length), 2)
        data = dumps(((doc,), None if weight == 1.0 else weight, None), 2)
        told = _INFO.pack(False, weight, 1, length, length, weight, doc, doc)
        self._put(term, told, WHOOSH3_HEADER_MAGIC + _SIZE.pack(-len(info) - len(data)) + info + data)

    def _put(self, term: bytes, told: bytes, blocks: bytes) -> None:
        self._posts.write(blocks)
        self._terms.add(self._key + term, told + _EXTENT.pack(self._at, len(blocks)))
        self._at += len(blocks)

    def close(self) -> None:
        """No more terms of this field."""
        self._out.finish_field()


def _blocks(docs: Sequence[int], weights: Sequence[float], lengths: Sequence[int]) -> Iterator[bytes]:
    """Each block behind its size; that of the last is negative."""
    for start in range(0, len(docs), BLOCK):
        end = min(start + BLOCK, len(docs))
        info, data = _block(docs[start:end], weights[start:end], lengths[start:end])
        size = len(info) + len(data)
        yield _SIZE.pack(-size if end == len(docs) else size) + info + data


def _block(docs: Sequence[int], weights: Sequence[float], lengths: Sequence[int]) -> tuple[bytes, bytes]:
    heaviest, lightest = max(weights), min(weights)
    bounds = (_length_byte(min(lengths)), _length_byte(max(lengths)))
    distances = (docs[0], *(doc - before for before, doc in pairwise(docs)))
    alike = None if heaviest == lightest == 1.0 else heaviest
    told = tuple(weights) if heaviest != lightest else alike
    return dumps((len(docs), docs[-1], heaviest, 0, *bounds), 2), dumps((distances, told, None), 2)


def _length_byte(length: int) -> int:
    return _LENGTH_BYTES[min(length, len(_LENGTH_BYTES) - 1)]
