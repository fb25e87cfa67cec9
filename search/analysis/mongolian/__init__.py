"""Traditional Mongolian: keys under which the same ink finds the same ink, however it was typed."""

from search.analysis.mongolian.keys import CANONICAL_VERSION, Keys, is_suffix, keys, parted

__all__ = ["CANONICAL_VERSION", "Keys", "is_suffix", "keys", "parted"]
