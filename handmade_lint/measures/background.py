"""The ground that a picture is shown on, judged by its outer ring."""

from __future__ import annotations

import cv2
import numpy as np

from .view import View


def measure(view: View) -> dict[str, object]:
    """Columns background_*."""
    ground = view.ground
    darkest = ground.ring.min(axis=0)
    middle = cv2.reduce(ground.ring, 1, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel()
    return {
        "background_white": np.count_nonzero(darkest == 255) / darkest.size,
        "background_near_white": np.count_nonzero(darkest >= 240) / darkest.size,
        "background_uniformity": ground.uniformity,
        "background_colour": ground.colour[::-1],
        "background_brightness": float(np.dot((0.114, 0.587, 0.299), middle)),
    }
