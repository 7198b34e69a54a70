"""Where many reports are kept: Parquet files that any tool opens, named by manifests that are written last."""
