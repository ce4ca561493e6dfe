# A view that nobody holds does not stand in the way of a resize.
for i in range(50):
    data = bytearray(b"0123456789")
    head = bytes(memoryview(data)[:3])
    memoryview(data)[3:6]
    del data[:3]
    data += b"abc"
    assert data == b"3456789abc" and head == b"012", data
print("views gone")
