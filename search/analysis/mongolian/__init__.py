"""Mongolian: keys under which the same ink finds the same ink, and sounds under which any script finds any script."""

from search.analysis.mongolian.keys import CANONICAL_VERSION, Keys, bare, is_suffix, keys, parted
from search.analysis.mongolian.likeness import NEAR, SIMILAR, alike, similarities, similarity
from search.analysis.mongolian.menksoft import is_menksoft
from search.analysis.mongolian.romanised import romanised
from search.analysis.mongolian.skeleton import rough
from search.analysis.mongolian.sounds import Sound, sounds_asked, sounds_kept

VERSION = f"3 {CANONICAL_VERSION}"
"""Changes whenever the same word would give other keys or sounds."""

__all__ = [
    "CANONICAL_VERSION",
    "NEAR",
    "SIMILAR",
    "VERSION",
    "Keys",
    "Sound",
    "alike",
    "bare",
    "is_menksoft",
    "is_suffix",
    "keys",
    "parted",
    "romanised",
    "rough",
    "similarities",
    "similarity",
    "sounds_asked",
    "sounds_kept",
]
