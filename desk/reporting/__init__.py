"""统计: what each figure counts, the figures, and the events behind them."""
