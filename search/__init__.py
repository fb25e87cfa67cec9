"""From words to hits. `analysis` takes text apart, an engine keeps and ranks it, the rest joins them to the desk."""
