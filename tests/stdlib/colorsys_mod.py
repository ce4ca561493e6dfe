# colorsys.
import colorsys
for rgb in ((0, 0, 0), (1, 1, 1), (1, 0, 0), (0.2, 0.4, 0.4), (0.9, 0.1, 0.5)):
    print(rgb, [tuple(round(v, 6) for v in f(*rgb)) for f in (colorsys.rgb_to_hsv, colorsys.rgb_to_hls, colorsys.rgb_to_yiq)], all(abs(a - b) < 1e-9 for a, b in zip(colorsys.hsv_to_rgb(*colorsys.rgb_to_hsv(*rgb)), rgb)))
print([tuple(round(v, 4) for v in colorsys.hls_to_rgb(h / 6, 0.5, 1)) for h in range(6)])
