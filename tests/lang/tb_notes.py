# Notes below the message.
e = ValueError("with notes")
e.add_note("first note")
e.add_note("second\nnote of two lines")
e.__notes__.append("third")
raise e
