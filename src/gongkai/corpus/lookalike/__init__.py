"""Which reports share their words: sketches of texts, who had a passage first, and who stands close to whom."""
