"""What changed between two runs (có gì thay đổi): matched, measured, explained, shown on the review site."""
