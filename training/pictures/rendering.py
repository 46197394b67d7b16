"""Computer renderings and mock-ups: scenes of ours, drawn by a small shader of ours, by POV-Ray, and by Mitsuba 3.

The first two are for the training, Mitsuba is for the judging alone. Things are vases, bowls, mugs, boxes, balls, rings
and signs, of one colour, striped, or printed with a drawing, on a floor, on white, or cut out over a photograph.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import cv2
import numpy as np

from . import photos, sources
from .grounds import Pixels, colour, read_cut
from .sources import Side


@dataclass(frozen=True, slots=True)
class Thing:
    """One body of a scene; z is up."""

    kind: str
    """lathe, box, ball, ring."""
    at: tuple[float, float, float]
    size: tuple[float, float, float]
    turn: float
    """Degrees around z."""
    colour: tuple[float, float, float]
    """RGB, 0 to 1."""
    shine: float
    second: tuple[float, float, float] | None
    """The other colour of stripes."""
    profile: tuple[float, ...]
    """Radii of a lathe from foot to rim, as shares of its size."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is rendered."""

    things: tuple[Thing, ...]
    floor: tuple[float, float, float] | None
    """Its colour; None: the things alone."""
    sky: tuple[float, float, float]
    eye: tuple[float, float, float]
    angle: float
    lamp: tuple[float, float, float]


def _rgb(random: Random) -> tuple[float, float, float]:
    blue, green, red = colour(random, 0.15, 1.0)
    return red / 255, green / 255, blue / 255


def scene(random: Random) -> Scene:
    """One to four things before a floor or nothing."""
    things = []
    count = random.choice((1, 1, 1, 2, 3, 4))
    for number in range(count):
        kind = random.choice(("lathe", "lathe", "box", "ball", "ring"))
        high = random.uniform(0.5, 1.5)
        wide = random.uniform(0.35, 0.8) * (1.0 if kind != "box" else random.uniform(0.5, 1.2))
        radii = np.cumsum([random.uniform(-0.3, 0.3) for _ in range(7)]) + random.uniform(0.4, 0.9)
        profile = tuple(float(one) for one in np.clip(radii, 0.2, 1.0))
        if random.random() < 0.3:
            profile = (1.0,) * 7
        place = ((number - (count - 1) / 2) * 1.25 + random.uniform(-0.1, 0.1), random.uniform(-0.3, 0.5) * (count > 1))
        size = (wide, random.uniform(0.1, 0.8) if kind == "box" else wide, high)
        things.append(
            Thing(
                kind,
                (*place, 0.0),
                size,
                random.uniform(0, 90),
                _rgb(random),
                random.random(),
                _rgb(random) if random.random() < 0.3 else None,
                profile,
            )
        )
    floor = None if random.random() < 0.3 else _rgb(random) if random.random() < 0.6 else (0.95, 0.95, 0.95)
    sky = _rgb(random) if random.random() < 0.4 else (1.0, 1.0, 1.0)
    far = random.uniform(3.6, 6) + 0.8 * (count - 1)
    tilt = random.uniform(0.1, 0.9)
    eye = (far * np.sin(random.uniform(-0.4, 0.4)), -far * np.cos(tilt * 0.7), far * np.sin(tilt * 0.7) + 0.4)
    return Scene(
        tuple(things),
        floor,
        sky,
        (float(eye[0]), float(eye[1]), float(eye[2])),
        random.uniform(26, 38),
        (random.uniform(-4, 4), random.uniform(-5, -2), random.uniform(3, 7)),
    )


def rendering(random: Random, side: Side) -> Pixels:
    """A rendering by one of the renderers of that side."""
    shown = scene(random)
    art = _art(random, side) if random.random() < 0.3 else None
    if side == "judge":
        return _mitsuba(random, shown)
    found, cover = _shader(random, shown, art) if random.random() < 0.5 or art is not None else _pov(random, shown)
    if shown.floor is None and random.random() < 0.5:
        photo = cv2.resize(photos.setting(random, side), found.shape[1::-1], interpolation=cv2.INTER_AREA)
        if random.random() < 0.6:
            photo = cv2.GaussianBlur(photo, (0, 0), random.uniform(1, 6))
        return (photo * (1 - cover[:, :, None]) + found * cover[:, :, None]).astype(np.uint8)
    return found


def _art(random: Random, side: Side) -> Pixels | None:
    cut = read_cut(random.choice(sources.clip_art(side)))
    if cut is None:
        return None
    pixels, opacity = cut
    return (pixels * opacity + 255 * (1 - opacity)).astype(np.uint8)


_SIDE = 176


def _shader(random: Random, shown: Scene, art: Pixels | None) -> tuple[Pixels, Any]:
    """Ray marching with numpy: direct light, soft shadow of one lamp, a highlight; and what the things cover."""
    wide, high = random.choice(((_SIDE, _SIDE), (_SIDE, _SIDE), (_SIDE, 132), (132, _SIDE)))
    eye = np.array(shown.eye)
    middle = np.array([0, 0, max(thing.size[2] for thing in shown.things) * 0.5])
    forward = _unit(middle - eye)
    right = _unit(np.cross(forward, [0, 0, 1.0]))
    up = np.cross(right, forward)
    reach = np.tan(np.deg2rad(shown.angle / 2))
    x, y = np.meshgrid(
        np.linspace(-reach, reach, wide) * wide / max(wide, high),
        np.linspace(reach, -reach, high) * high / max(wide, high),
    )
    rays = _unit(forward + x[..., None] * right + y[..., None] * up).reshape(-1, 3)
    along, which = _march(shown, np.broadcast_to(eye, rays.shape), rays, 44)
    hit = which >= 0
    points = eye + along[:, None] * rays
    slope = _normals(shown, points, hit)
    lamp = np.array(shown.lamp)
    to_lamp = _unit(lamp - points)
    lit = np.clip((slope * to_lamp).sum(1), 0, 1)
    shaded = np.ones(len(points))
    if random.random() < 0.85:
        _, blocked = _march(shown, points[hit] + slope[hit] * 0.02, to_lamp[hit], 16, floor=False)
        shaded[hit] = np.where(blocked >= 0, random.uniform(0.15, 0.5), 1.0)
    halfway = _unit(to_lamp - rays)
    gloss = np.clip((slope * halfway).sum(1), 0, 1)
    found = np.empty((len(points), 3))
    found[:] = np.array(shown.sky)
    if random.random() < 0.3:
        found *= np.linspace(1, random.uniform(0.5, 1), high).repeat(wide)[:, None]
    ambient = random.uniform(0.2, 0.5)
    for number, thing in enumerate(shown.things):
        own = which == number
        tone = np.broadcast_to(np.array(thing.colour), (own.sum(), 3)).copy()
        local = points[own] - np.array(thing.at)
        turn = np.arctan2(local[:, 1], local[:, 0])
        if thing.second is not None:
            tone[np.sin(local[:, 2] * 14) > 0] = thing.second
        if art is not None and number == 0:
            u = np.clip(((turn + np.pi / 2) / 1.6 + 0.5), 0, 1)
            v = np.clip(1 - local[:, 2] / thing.size[2], 0, 1)
            picked = art[(v * (art.shape[0] - 1)).astype(int), (u * (art.shape[1] - 1)).astype(int), ::-1] / 255
            inside = (u > 0) & (u < 1)
            tone[inside] = tone[inside] * picked[inside]
        shine = thing.shine * gloss[own, None] ** random.choice((12, 40, 90))
        light = ambient + (1 - ambient) * (lit * shaded)[own, None]
        found[own] = tone * light + shine * shaded[own, None]
    floor = which == len(shown.things)
    if floor.any() and shown.floor is not None:
        tone = np.broadcast_to(np.array(shown.floor), (floor.sum(), 3)).copy()
        if random.random() < 0.15:
            tone[(np.floor(points[floor, 0] * 2) + np.floor(points[floor, 1] * 2)) % 2 == 0] *= 0.6
        found[floor] = tone * (ambient + (1 - ambient) * (lit * shaded)[floor, None])
    pixels = (255 * np.clip(found, 0, 1)).astype(np.uint8).reshape(high, wide, 3)[:, :, ::-1]
    cover = (hit & ~floor).astype(np.float32).reshape(high, wide)
    return np.ascontiguousarray(pixels), cv2.GaussianBlur(cover, (0, 0), 0.7)


def _unit(vectors: Any) -> Any:
    return vectors / np.maximum(1e-9, np.linalg.norm(vectors, axis=-1, keepdims=True))


def _distance(thing: Thing, points: Any) -> Any:
    x, y, z = (points - np.array(thing.at)).T
    wide, deep, high = thing.size
    if thing.kind == "ball":
        return np.sqrt(x**2 + y**2 + (z - wide) ** 2) - wide
    if thing.kind == "ring":
        return np.hypot(np.hypot(x, z - wide) - wide * 0.75, y) - wide * 0.25
    if thing.kind == "box":
        angle = np.deg2rad(thing.turn)
        u, v = x * np.cos(angle) + y * np.sin(angle), -x * np.sin(angle) + y * np.cos(angle)
        apart = np.stack([np.abs(u) - wide, np.abs(v) - deep, np.abs(z - high / 2) - high / 2])
        return np.linalg.norm(np.maximum(apart, 0), axis=0) + np.minimum(apart.max(0), 0)
    radius = wide * np.interp(np.clip(z / high, 0, 1), np.linspace(0, 1, len(thing.profile)), thing.profile)
    return np.maximum((np.hypot(x, y) - radius) * 0.6, np.abs(z - high / 2) - high / 2)


def _march(shown: Scene, origins: Any, rays: Any, steps: int, floor: bool = True) -> tuple[Any, Any]:
    """How far each ray goes, and what it meets: a thing's number, the floor after them, -1 nothing."""
    along = np.full(len(rays), 0.02)
    nearest = np.full(len(rays), np.inf)
    which = np.zeros(len(rays), int)
    for _ in range(steps):
        points = origins + along[:, None] * rays
        apart = np.stack([_distance(thing, points) for thing in shown.things])
        if floor and shown.floor is not None:
            apart = np.vstack([apart, points[:, 2]])
        which, nearest = apart.argmin(0), apart.min(0)
        along = np.minimum(along + np.maximum(nearest, 0.002) * (nearest > 0.003), 30)
    return along, np.where(nearest < 0.02, which, -1)


def _normals(shown: Scene, points: Any, hit: Any) -> Any:
    found = np.zeros_like(points)
    some = points[hit]
    slopes = []
    for axis in range(3):
        step = np.zeros(3)
        step[axis] = 0.004
        both = []
        for end in (some + step, some - step):
            apart = [_distance(thing, end) for thing in shown.things]
            both.append(np.min(apart + ([end[:, 2]] if shown.floor is not None else []), axis=0))
        slopes.append(both[0] - both[1])
    found[hit] = _unit(np.stack(slopes, 1))
    return found


def _pov(random: Random, shown: Scene) -> tuple[Pixels, Any]:
    """POV-Ray (Debian: povray), 176 px; and what the things cover."""
    rough = random.random()
    lines = [
        "#version 3.7; global_settings { assumed_gamma 1.0 }",
        f"background {{ rgb <{_join(shown.sky)}> }}" if shown.floor else "",
        f"camera {{ location <{_join(shown.eye)}> sky z up z right x "
        f"look_at <0,0,{max(thing.size[2] for thing in shown.things) / 2:.3f}> angle {shown.angle:.1f} }}",
    ]
    area = " area_light <1.5,0,0>,<0,0,1.5>,4,4 adaptive 1 jitter" if rough < 0.5 else ""
    lines.append(f"light_source {{ <{_join(shown.lamp)}> rgb 0.9{area} }}")
    lines.append(f"light_source {{ <{_join(shown.eye)}> rgb {random.uniform(0.1, 0.4):.2f} shadowless }}")
    if shown.floor:
        tone = f"pigment {{ rgb <{_join(shown.floor)}> }}"
        if rough < 0.2:
            grain = f"color_map {{ [0 rgb <{_join(shown.floor)}>] [1 rgb 0.3] }}"
            tone = f"pigment {{ wood turbulence 0.1 scale 0.4 {grain} }}"
        lines.append(f"plane {{ z, 0 {tone} finish {{ ambient 0.2 reflection {random.choice((0, 0, 0.1, 0.3))} }} }}")
    for thing in shown.things:
        lines.append(_pov_thing(random, thing))
    with TemporaryDirectory() as folder:
        (Path(folder) / "scene.pov").write_text("\n".join(lines), "utf-8")
        subprocess.run(
            ["povray", "+Iscene.pov", "+Oscene.png", f"+W{_SIDE}", f"+H{_SIDE}", "+A0.3", "+UA", "-D", "+WT1", "-GA"],
            cwd=folder,
            check=True,
            capture_output=True,
            timeout=60,
        )
        pixels = cv2.imread(str(Path(folder) / "scene.png"), cv2.IMREAD_UNCHANGED)
    assert pixels is not None
    cover = pixels[:, :, 3].astype(np.float32) / 255 if pixels.shape[2] == 4 else np.ones(pixels.shape[:2], np.float32)
    flat = pixels[:, :, :3] * cover[:, :, None] + 255 * (1 - cover[:, :, None])
    return flat.astype(np.uint8), cover


def _pov_thing(random: Random, thing: Thing) -> str:
    wide, deep, high = thing.size
    x, y, _ = thing.at
    pigment = f"pigment {{ rgb <{_join(thing.colour)}> }}"
    if thing.second is not None:
        kind = random.choice(("gradient z", "marble turbulence 0.8", "wood turbulence 0.2", "granite", "bozo"))
        pigment = (
            f"pigment {{ {kind} scale 0.3 color_map {{ [0.4 rgb <{_join(thing.colour)}>]"
            f" [0.6 rgb <{_join(thing.second)}>] }} }}"
        )
    finish = (
        f"finish {{ ambient 0.15 diffuse 0.75 phong {thing.shine:.2f} phong_size {random.choice((10, 40, 120))}"
        f" reflection {random.choice((0, 0, 0.08, 0.3))} }}"
    )
    if thing.kind == "ball":
        body = f"sphere {{ <0,0,{wide:.3f}>, {wide:.3f}"
    elif thing.kind == "ring":
        body = f"torus {{ {wide * 0.75:.3f}, {wide * 0.25:.3f} translate z*{wide:.3f}"
    elif thing.kind == "box":
        body = f"box {{ <{-wide:.3f},{-deep:.3f},0>, <{wide:.3f},{deep:.3f},{high:.3f}> rotate z*{thing.turn:.1f}"
    else:
        heights = np.linspace(0, high, len(thing.profile))
        points = [(0.001, 0.0), *((wide * one, at) for one, at in zip(thing.profile, heights, strict=True))]
        points += [(wide * thing.profile[-1] * 0.9, high), (0.001, high * 0.15)]
        spline = ", ".join(f"<{radius:.3f},{at:.3f}>" for radius, at in points)
        body = f"lathe {{ linear_spline {len(points)}, {spline} rotate x*90"
    return f"{body} {pigment} {finish} translate <{x:.3f},{y:.3f},0> }}"


def _join(numbers: tuple[float, ...]) -> str:
    return ",".join(f"{number:.3f}" for number in numbers)


def _mitsuba(random: Random, shown: Scene) -> Pixels:
    """Path tracing by Mitsuba 3 (scalar), 128 px, 32 rays a pixel."""
    home = str(sources.FETCHED / "python")
    if home not in sys.path:
        sys.path.append(home)
    import mitsuba as mi

    mi.set_variant("scalar_rgb")
    mi.set_log_level(mi.LogLevel.Error)
    place = mi.ScalarTransform4f()
    middle = [0, 0, max(thing.size[2] for thing in shown.things) / 2]
    described: dict[str, Any] = {
        "type": "scene",
        "integrator": {"type": "path", "max_depth": 5, "hide_emitters": False},
        "sensor": {
            "type": "perspective",
            "fov": shown.angle,
            "to_world": place.look_at(shown.eye, middle, [0, 0, 1]),
            "film": {"type": "hdrfilm", "width": 128, "height": 128, "rfilter": {"type": "gaussian"}},
            "sampler": {"type": "independent", "sample_count": 32, "seed": random.randint(0, 2**30)},
        },
        "sky": {"type": "constant", "radiance": {"type": "rgb", "value": [0.6 * one for one in shown.sky]}},
        "lamp": {
            "type": "rectangle",
            "to_world": place.look_at(list(shown.lamp), middle, [0, 0, 1]),
            "emitter": {"type": "area", "radiance": {"type": "rgb", "value": random.uniform(4, 14)}},
        },
    }
    if shown.floor:
        paint = {"type": "diffuse", "reflectance": {"type": "rgb", "value": list(shown.floor)}}
        described["floor"] = {"type": "rectangle", "to_world": place.scale(30), "bsdf": paint}
    for number, thing in enumerate(shown.things):
        described[f"thing{number}"] = _mitsuba_thing(mi, random, thing)
    values = np.array(mi.render(mi.load_dict(described)))[:, :, :3]
    level = np.where(values <= 0.0031308, 12.92 * values, 1.055 * np.maximum(values, 1e-6) ** (1 / 2.4) - 0.055)
    return np.ascontiguousarray((255 * np.clip(level, 0, 1)).astype(np.uint8)[:, :, ::-1])


def _mitsuba_thing(mi: Any, random: Random, thing: Thing) -> dict[str, Any]:
    wide, deep, high = thing.size
    x, y, _ = thing.at
    place = mi.ScalarTransform4f().translate([x, y, 0])
    tone: dict[str, Any] = {"type": "rgb", "value": list(thing.colour)}
    if thing.second is not None:
        tone = {
            "type": "checkerboard",
            "color0": tone,
            "color1": {"type": "rgb", "value": list(thing.second)},
            "to_uv": mi.ScalarTransform4f().scale([6, 6, 1]),
        }
    paint = {"type": random.choice(("plastic", "diffuse", "roughplastic")), "diffuse_reflectance": tone}
    if paint["type"] == "diffuse":
        paint["reflectance"] = paint.pop("diffuse_reflectance")
    if thing.kind == "ball":
        return {"type": "sphere", "to_world": place.translate([0, 0, wide]).scale(wide), "bsdf": paint}
    if thing.kind == "box":
        shape = place.rotate([0, 0, 1], thing.turn).translate([0, 0, high / 2]).scale([wide, deep, high / 2])
        return {"type": "cube", "to_world": shape, "bsdf": paint}
    if thing.kind == "ring":
        around, across = np.meshgrid(np.linspace(0, 2 * np.pi, 64), np.linspace(0, 2 * np.pi, 32), indexing="ij")
        radius = wide * (0.75 + 0.25 * np.cos(across))
        grid = np.stack([radius * np.cos(around), wide * 0.25 * np.sin(across), wide + radius * np.sin(around)], -1)
        return {**_mesh(mi, grid), "to_world": place, "bsdf": {"type": "twosided", "inside": paint}}
    heights = np.linspace(0, 1, 48)
    radii = np.interp(heights, np.linspace(0, 1, len(thing.profile)), thing.profile) * wide
    radii = np.concatenate([[0.001], radii, radii[::-1] * 0.92, [0.001]])
    heights = np.concatenate([[0], heights, heights[::-1] * 0.98 + 0.02, [0.05]]) * high
    around = np.linspace(0, 2 * np.pi, 64)
    grid = np.stack(
        [
            radii[:, None] * np.cos(around),
            radii[:, None] * np.sin(around),
            np.broadcast_to(heights[:, None], (len(radii), 64)),
        ],
        -1,
    )
    return {**_mesh(mi, grid), "to_world": place, "bsdf": {"type": "twosided", "inside": paint}}


def _mesh(mi: Any, grid: Any) -> dict[str, Any]:
    """A net of points (rows, columns, 3) as a PLY file, which Mitsuba reads."""
    rows, columns = grid.shape[:2]
    first = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    faces = np.concatenate(
        [
            np.stack([first, first + 1, first + columns], 1),
            np.stack([first + 1, first + columns + 1, first + columns], 1),
        ]
    )
    u, v = np.meshgrid(np.linspace(0, 1, rows), np.linspace(0, 1, columns), indexing="ij")
    text = ["ply", "format ascii 1.0", f"element vertex {rows * columns}"]
    text += [f"property float {name}" for name in ("x", "y", "z", "u", "v")]
    text += [f"element face {len(faces)}", "property list uchar int vertex_indices", "end_header"]
    text += [
        f"{x:.4f} {y:.4f} {z:.4f} {a:.4f} {b:.4f}"
        for (x, y, z), a, b in zip(grid.reshape(-1, 3), u.ravel(), v.ravel(), strict=True)
    ]
    text += [f"3 {a} {b} {c}" for a, b, c in faces]
    file = sources.FETCHED / "mesh.ply"
    file.write_text("\n".join(text) + "\n", "utf-8")
    return {"type": "ply", "filename": str(file), "face_normals": False}
