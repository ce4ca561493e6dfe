import errno
print(errno.errorcode[errno.ENOENT], errno.errorcode[errno.EAGAIN], errno.errorcode[errno.EDEADLK], errno.EWOULDBLOCK == errno.EAGAIN)
print(sorted(n for n in dir(errno) if n.startswith("E")))
try:
    open("/no/such/file")
except OSError as e:
    print(e.errno == errno.ENOENT, e.filename, type(e).__name__)
