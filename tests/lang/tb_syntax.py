# A syntax error in the program itself.
print("never printed")
x = (1 +
     2))
