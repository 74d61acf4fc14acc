"""`make bench`: mopsdsl beside its peers, on one workload, in one run. See bench/README.md."""
