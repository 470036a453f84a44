"""The same jobs on other machines, through Dask.

Three principles. What travels is plain data: a submission's bytes there, the judge's reports back; points are added
up here, by the course that is here. A worker that would judge by other rules refuses the job, it never grades it.
And a Dask worker only waits: it has a grading process beside it, in a session of its own, which ends with all that it
has started as soon as the worker is gone. That one is started with `subprocess`, which a daemonic worker may use.
"""
