"""Batch: from a roster to a draft for every unit, over several processes.

`plan_jobs` decides what is to be made and how each file is called, `run` makes it,
`write_report` says what came of it.
"""
