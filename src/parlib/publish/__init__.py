"""Decks, documents, workbooks and slides, from executed notebooks only (sản phẩm)."""
