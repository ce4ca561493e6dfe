# No newline at the end.
if True:
    print("a")
    # comment
print("last")