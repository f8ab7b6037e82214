"""Questions that pages ask, one module each: what is said, shown and drawn in answer (câu hỏi)."""
