"""What a run left: its manifest, its executed notebooks and how they are found (kết quả đã chạy)."""
