"""What becomes paper, and what paper needs: fonts, the Chinese and the Mongolian paragraph, codes, cards."""
