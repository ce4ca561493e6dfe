# tags: math, float, objects
# Makes many points, normalises them and takes the largest coordinates: object construction and float attributes.
from math import cos, sin, sqrt

from harness import main


class Point:
    __slots__ = ("x", "y", "z")

    def __init__(self, i):
        self.x = x = sin(i)
        self.y = cos(i) * 3
        self.z = x * x / 2

    def normalise(self):
        norm = sqrt(self.x * self.x + self.y * self.y + self.z * self.z)
        self.x /= norm
        self.y /= norm
        self.z /= norm

    def maximise(self, other):
        self.x = self.x if self.x > other.x else other.x
        self.y = self.y if self.y > other.y else other.y
        self.z = self.z if self.z > other.z else other.z
        return self


def run():
    points = [Point(float(i)) for i in range(10000)]
    for point in points:
        point.normalise()
    most = points[0]
    for point in points[1:]:
        most = most.maximise(point)
    return f"{most.x:.6f} {most.y:.6f} {most.z:.6f}"


main(run, "0.894387 1.000000 0.447191")
