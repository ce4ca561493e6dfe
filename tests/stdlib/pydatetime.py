# _pydatetime: dates, times, arithmetic, zones, formats.
from _pydatetime import date, datetime, time, timedelta, timezone, MINYEAR, MAXYEAR
d = date(2024, 2, 29)
print(d, repr(d), d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), d.timetuple().tm_yday, d.replace(year=2023, day=1), d + timedelta(days=1), d - date(2023, 12, 31), date.fromordinal(738000), date.fromisoformat("2024-W10-3"), d.ctime())
dt = datetime(2025, 7, 4, 13, 45, 30, 123456)
print(dt, repr(dt), dt.date(), dt.time(), dt.isoformat(" ", "minutes"), dt.strftime("%Y/%m/%d %H:%M:%S.%f %A %B %j %p %I %y %a %b %%"), dt + timedelta(hours=36, minutes=-5), dt - datetime(2000, 1, 1))
tz = timezone(timedelta(hours=-5, minutes=-30), "TEST")
a = dt.replace(tzinfo=tz)
print(a, a.utcoffset(), a.tzname(), a.astimezone(timezone.utc), a.timestamp(), datetime.fromtimestamp(0, timezone.utc), a == a.astimezone(timezone.utc), a.isoformat(), datetime.fromisoformat("2025-07-04T13:45:30.123456-05:30") == a)
t = timedelta(days=5, hours=7, seconds=3, milliseconds=1500)
print(t, repr(t), t.total_seconds(), -t, t * 2, t / 3, t // timedelta(hours=1), t % timedelta(days=1), abs(-t), divmod(t, timedelta(days=2)), timedelta(weeks=1) == timedelta(7), timedelta.max, t / timedelta(days=1))
print(time(1, 2, 3), time.fromisoformat("04:05:06.7"), time(12).replace(minute=5), time(23, 59, tzinfo=timezone.utc).isoformat(), time(1) < time(2))
print(datetime.strptime("31 December 1999 23:59", "%d %B %Y %H:%M"), MINYEAR, MAXYEAR, date.min, datetime.max)
for bad in (lambda: date(2023, 2, 29), lambda: date.fromisoformat("x"), lambda: datetime(1, 1, 1) - timedelta(1), lambda: dt < a, lambda: time(25), lambda: timedelta("x"), lambda: datetime.strptime("x", "%Y"), lambda: date(2024, 1, 1) < 5, lambda: timezone(timedelta(days=2))):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
easter = []
for y in range(2020, 2030):
    g, c = y % 19, y // 100
    h = (c - c // 4 - (8 * c + 13) // 25 + 19 * g + 15) % 30
    i = h - h // 28 * (1 - h // 28 * (29 // (h + 1)) * ((21 - g) // 11))
    j = (y + y // 4 + i + 2 - c + c // 4) % 7
    n = i - j
    m = 3 + (n + 40) // 44
    easter.append(date(y, m, n + 28 - 31 * (m // 4)).isoformat())
print(easter)
