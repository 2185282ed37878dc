"""Benchmarks of the proxy: see bench/README.md."""
