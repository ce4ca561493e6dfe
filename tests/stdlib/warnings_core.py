# _warnings by itself: what is shown, how often, and what is refused
import sys
import _warnings as w


class Sink:
    def __init__(self):
        self.text = []

    def write(self, s):
        self.text.append(s.replace(__file__, 'FILE'))

    def flush(self):
        pass


sink, stderr = Sink(), sys.stderr
sys.stderr = sink


def f():
    w.warn('hello', UserWarning, 1)
    w.warn('hello2', UserWarning, 2)
    w.warn('hello3', UserWarning, 200)
    w.warn(UserWarning('obj'))
    w.warn('depr', DeprecationWarning)
    w.warn('dis', stacklevel=-3)


for i in range(2):
    f()
print(__warningregistry__)
w.warn_explicit('ex', UserWarning, 'foo.py', 10)
registry = {}
w.warn_explicit('ex', UserWarning, 'foo.py', 10, registry=registry)
w.warn_explicit('ex', UserWarning, 'foo.py', 10, 'mod', registry)
w._acquire_lock()
w._filters_mutated_lock_held()
w._release_lock()
w.warn_explicit('ex', UserWarning, 'foo.py', 10, 'mod', registry)
w.warn_explicit('ex', UserWarning, 'foo.py', 11, None, registry)
w.filters.insert(0, ('ignore', None, RuntimeWarning, None, 0))
w.filters.insert(0, ('error', 'fatal', UserWarning, None, 0))
w.warn('ignored', RuntimeWarning)


def refused(fn, *args, **kw):
    try:
        print(fn.__name__, fn(*args, **kw))
    except Exception as e:
        print(fn.__name__, type(e).__name__, e)


refused(w.warn, 'fatal')
refused(w.warn, 'a', int)
refused(w.warn, 'a', 3)
refused(w.warn, 'a', None, 10**20)
refused(w.warn, 'a', skip_file_prefixes=3)
refused(w.warn, 'a', skip_file_prefixes=(3,))
refused(w.warn_explicit, 'a', UserWarning, 5, 1)
refused(w.warn_explicit, 'a', 5, 'f', 1)
refused(w.warn_explicit, 'a', UserWarning, 'f', 1, 'm', 7)
refused(w.warn_explicit, 'a', UserWarning, 'f', 1, 'm', None, 7)
refused(w._release_lock)
refused(w._filters_mutated_lock_held)
for row in [(1, 2), (1, None, Warning, None, 0), ('bad', None, Warning, None, 0), ('error', None, Warning, None, 'a'),
            ('error', None, 5, None, 0), ('error', 5, Warning, None, 0)]:
    w.filters[0] = row
    refused(w.warn, 'x')
sys.stderr = stderr
print(''.join(sink.text))
