# An exception in a thread: printed, with the thread's name; the program goes on.
import threading


def work():
    raise ValueError("in thread")


t = threading.Thread(target=work, name="Worker")
t.start()
t.join()
t = threading.Thread(target=lambda: exec("raise SystemExit(5)"), name="Quiet")
t.start()
t.join()
print("main goes on")
