"""Logs values of every kind that a number may have, and of kinds that are none."""

import decimal
import fractions

import ceteris
import numpy

ceteris.log(
    {
        "float": 0.1,
        "tiny": 5e-324,
        "int": 3,
        "above 2^53": 2**53 + 2,
        "huge int": 10**300,
        "true": True,
        "nan": float("nan"),
        "inf": float("inf"),
        "-inf": -float("inf"),
        "fraction": fractions.Fraction(1, 4),
        "decimal": decimal.Decimal("0.25"),
        "float32": numpy.float32(0.1),
        "float64": numpy.float64(0.1),
        "int64": numpy.int64(2**53 + 2),
        "bool_": numpy.bool_(True),
        "array": numpy.array([[0.5]]),
        'val/"loss" é 😀': 1.0,
        "__proto__": 2.0,
    },
    step=numpy.int64(7),
    time=1763712000.25,
)
ceteris.log({"step": 8, "time": 1763712001, "loss": 0.25})
ceteris.log(epoch=9, loss=numpy.float32("nan"))
ceteris.log(
    {"too large": 10**400, "text": "3", "complex": 1j, "list": [1.0], "none": None},
    loss=0.125,
    many=numpy.zeros(3),
    step=10,
)
ceteris.log(loss=0.0625, step=float("nan"))
ceteris.log(text="alone", step=11)
ceteris.log(0.5)
