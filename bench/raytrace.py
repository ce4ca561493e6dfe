# tags: math, float, objects
# A ray tracer with spheres, a checkered floor, shadows and mirrors: short methods on many small objects.
from harness import main

FAR = 1e30


class Vec:
    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def plus(self, o):
        return Vec(self.x + o.x, self.y + o.y, self.z + o.z)

    def minus(self, o):
        return Vec(self.x - o.x, self.y - o.y, self.z - o.z)

    def scaled(self, k):
        return Vec(self.x * k, self.y * k, self.z * k)

    def dot(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z

    def unit(self):
        return self.scaled(1.0 / self.dot(self) ** 0.5)

    def mirrored(self, normal):
        return self.minus(normal.scaled(2.0 * self.dot(normal)))


class Sphere:
    def __init__(self, centre, radius, colour, mirror):
        self.centre, self.radius, self.colour, self.mirror = centre, radius, colour, mirror

    def distance(self, start, direction):
        to = self.centre.minus(start)
        along = to.dot(direction)
        inside = self.radius * self.radius - (to.dot(to) - along * along)
        if inside < 0:
            return FAR
        near = along - inside ** 0.5
        return near if near > 1e-6 else FAR

    def normal(self, point):
        return point.minus(self.centre).unit()

    def shade(self, point):
        return self.colour


class Floor:
    mirror = 0.1

    def __init__(self, height):
        self.height = height
        self.up = Vec(0.0, 1.0, 0.0)

    def distance(self, start, direction):
        if abs(direction.y) < 1e-9:
            return FAR
        t = (self.height - start.y) / direction.y
        return t if t > 1e-6 else FAR

    def normal(self, point):
        return self.up

    def shade(self, point):
        return Vec(0.9, 0.9, 0.9) if (int(point.x + 1000) + int(point.z + 1000)) % 2 else Vec(0.1, 0.1, 0.1)


class Scene:
    def __init__(self, objects, lights):
        self.objects, self.lights = objects, lights

    def hit(self, start, direction):
        nearest, found = FAR, None
        for thing in self.objects:
            d = thing.distance(start, direction)
            if d < nearest:
                nearest, found = d, thing
        return nearest, found

    def light_at(self, point, normal):
        total = 0.15
        for light in self.lights:
            to = light.minus(point)
            reach = to.dot(to) ** 0.5
            direction = to.scaled(1.0 / reach)
            facing = normal.dot(direction)
            if facing > 0 and self.hit(point.plus(normal.scaled(1e-4)), direction)[0] >= reach:
                total += 0.6 * facing
        return total

    def colour(self, start, direction, depth):
        distance, thing = self.hit(start, direction)
        if thing is None:
            return Vec(0.2, 0.3, 0.5 + 0.4 * abs(direction.y))
        point = start.plus(direction.scaled(distance))
        normal = thing.normal(point)
        colour = thing.shade(point).scaled(self.light_at(point, normal) * (1 - thing.mirror))
        if depth and thing.mirror:
            seen = self.colour(point.plus(normal.scaled(1e-4)), direction.mirrored(normal), depth - 1)
            colour = colour.plus(seen.scaled(thing.mirror))
        return colour


def run():
    scene = Scene([
        Floor(0.0),
        Sphere(Vec(-1.2, 1.0, 4.0), 1.0, Vec(0.9, 0.2, 0.2), 0.3),
        Sphere(Vec(1.2, 0.8, 3.2), 0.8, Vec(0.2, 0.9, 0.3), 0.4),
        Sphere(Vec(0.1, 0.4, 2.0), 0.4, Vec(0.2, 0.3, 0.9), 0.2),
    ], [Vec(5.0, 8.0, -3.0), Vec(-4.0, 6.0, 0.0)])
    eye = Vec(0.0, 1.2, -2.0)
    size = 28
    total = 0
    for row in range(size):
        for column in range(size):
            direction = Vec(column / size - 0.5, 0.4 - row / size, 1.0).unit()
            c = scene.colour(eye, direction, 2)
            total += int(255 * min(c.x, 1.0)) + int(255 * min(c.y, 1.0)) * 2 + int(255 * min(c.z, 1.0)) * 3
    return total


main(run, 499301)
