"""Logistic regression by gradient descent with momentum, on two clouds of points."""
import argparse
import math
import random

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, required=True)
parser.add_argument("--momentum", type=float, default=0.0)
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--seed", type=int, default=0)
args = parser.parse_args()

source = random.Random(args.seed)
labels = [n % 2 for n in range(200)]
points = [(source.gauss(2 * y - 1, 1), source.gauss(1 - 2 * y, 1), 1.0) for y in labels]
weights, speed = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
for epoch in range(args.epochs):
    loss, correct, slope = 0.0, 0, [0.0, 0.0, 0.0]
    for x, y in zip(points, labels):
        p = 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, x))))
        loss -= math.log(p if y else 1 - p) / len(points)
        correct += (p > 0.5) == bool(y)
        slope = [g + (p - y) * v for g, v in zip(slope, x)]
    speed = [args.momentum * s - args.lr * g for s, g in zip(speed, slope)]
    weights = [w + s for w, s in zip(weights, speed)]
    print(f"epoch {epoch} loss: {loss:.6f} accuracy: {correct / len(points):.3f}")
