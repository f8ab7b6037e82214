"""What a run makes, what stands, and how notebooks are executed (chạy sổ tính)."""
