"""The deck (bộ trang trình chiếu): slides with native charts, tables and shapes, made from executed notebooks only."""
