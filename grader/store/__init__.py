"""Results as they come, in one SQLite file: what is in there was graded, whatever happens to us afterwards.

Every submission is one transaction that is on the disk before the next result is looked at, so whatever ends us
loses at most what is in flight. A row carries the key of all that it came from: another key means to grade again.
Nothing here holds a class in memory: a book's results are read when somebody looks at them.
"""

from grader.store.file import alone, beside
from grader.store.reading import Results, keys, read
from grader.store.writing import Store, opened

__all__ = ["Results", "Store", "alone", "beside", "keys", "opened", "read"]
