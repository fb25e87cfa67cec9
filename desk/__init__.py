"""Everything that is true at the desk without a screen: nouns in tables/, verbs beside them."""
