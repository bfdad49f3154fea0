"""Stores a figure of matplotlib as a small PNG."""

import io

import matplotlib

matplotlib.use("Agg")

from PIL import Image

COLOURS = 96
DPI = 140


def store(figure, path):
    buffer = io.BytesIO()
    figure.savefig(
        buffer, format="png", dpi=DPI, bbox_inches="tight", facecolor="white"
    )
    picture = Image.open(buffer).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
