"""From a plan to executed notebooks, pages and an index; nothing is computed here."""
