"""One reader a file format: bytes in, a :class:`gongkai.model.document.Document` out, or a refusal."""
