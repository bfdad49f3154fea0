"""Draws what `bench/plots.ts` asks for, and answers each line of JSON with one: the milliseconds and the picture.

The argument is a folder with `<chart>.csv`, the rows of a chart, and `<chart>.vl.json`, the specification that ceteris
made of it. The task `build` is Altair's specification of the rows, `picture` its PNG; `svg`, `png` and `pdf` are
vl-convert's of ceteris' specification, with the same version of Vega-Lite.
"""

import base64
import functools
import io
import json
import pathlib
import sys
import time

import altair as alt
import pandas as pd
import vl_convert

VEGA_LITE = "6.4"
SCALE = 2
folder = pathlib.Path(sys.argv[1])
# Its limit of 5,000 rows would refuse these; with it lifted, all rows go to Vega.
alt.data_transformers.disable_max_rows()


@functools.cache
def rows_of(chart):
    return pd.read_csv(folder / f"{chart}.csv")


@functools.cache
def spec_of(chart):
    return json.loads((folder / f"{chart}.vl.json").read_text())


def estimation(rows):
    base = alt.Chart(rows).encode(
        x="optimizer:N", y=alt.Y("accuracy:Q").scale(zero=False)
    )
    dots = (
        base.mark_circle(size=8, opacity=0.4)
        .encode(xOffset="jitter:Q")
        .transform_calculate(jitter="random()")
    )
    means = base.mark_point(color="black").encode(y="mean(accuracy):Q")
    intervals = base.mark_errorbar(extent="ci", color="black")
    return (dots + intervals + means).facet("lr:O")


def interval(rows):
    base = alt.Chart(rows).encode(
        x=alt.X("accuracy:Q").scale(zero=False),
        y="optimizer:N",
        yOffset="lr:O",
        color="lr:O",
    )
    means = base.mark_point().encode(x="mean(accuracy):Q")
    return base.mark_errorbar(extent="ci") + means


def heatmap(rows):
    base = alt.Chart(rows).encode(x="optimizer:N", y="lr:O")
    tiles = base.mark_rect().encode(color="mean(accuracy):Q")
    texts = base.mark_text().encode(text=alt.Text("mean(accuracy):Q", format=".3f"))
    return tiles + texts


def parallel(rows):
    """As in Altair's gallery: every value as its place between the least and the largest of its column."""
    names = ["lr", "dropout", "momentum", "width", "depth", "accuracy"]
    return (
        alt.Chart(rows)
        .transform_window(index="count()")
        .transform_fold(names)
        .transform_joinaggregate(least="min(value)", most="max(value)", groupby=["key"])
        .transform_calculate(
            place="(datum.value - datum.least) / (datum.most - datum.least)"
        )
        .mark_line(opacity=0.3)
        .encode(
            x=alt.X("key:N").sort(names),
            y="place:Q",
            color="accuracy:Q",
            detail="index:N",
        )
    )


def curves(rows):
    base = alt.Chart(rows).encode(x="step:Q", y="value:Q", color="optimizer:N")
    runs = base.mark_line(opacity=0.2, strokeWidth=0.5).encode(detail="id:N")
    means = base.mark_line().encode(y="mean(value):Q")
    return runs + base.mark_errorband(extent="ci") + means


CHARTS = {
    draw.__name__: draw for draw in (estimation, interval, heatmap, parallel, curves)
}


def picture(chart):
    image = io.BytesIO()
    CHARTS[chart](rows_of(chart)).save(image, format="png", scale_factor=SCALE)
    return image.getvalue()


def convert(form, chart, **options):
    make = getattr(vl_convert, f"vegalite_to_{form}")
    return make(spec_of(chart), vl_version=VEGA_LITE, **options)


TASKS = {
    "build": lambda chart: CHARTS[chart](rows_of(chart)).to_dict(),
    "picture": picture,
    "svg": lambda chart: convert("svg", chart),
    "png": lambda chart: convert("png", chart, scale=SCALE),
    "pdf": lambda chart: convert("pdf", chart),
}


def answer(task, chart):
    rows_of(chart), spec_of(chart)
    start = time.perf_counter()
    made = TASKS[task](chart)
    milliseconds = (time.perf_counter() - start) * 1000
    content = made.encode() if isinstance(made, str) else made
    return {
        "milliseconds": milliseconds,
        "content": base64.b64encode(content).decode() if task != "build" else "",
    }


for line in sys.stdin:
    print(json.dumps(answer(**json.loads(line))), flush=True)
