"""Makes a root with exman's own parser: marked runs, one in tmp and one that fails."""

import sys

import exman

parser = exman.ExParser(root=sys.argv[1], automark=["optimizer"])
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument("--optimizer", default="adam")
parser.add_argument("--hidden", type=int, nargs="*", default=[64])
parser.add_argument("--early-stop", type=bool, default=False)
parser.add_argument("--clip", type=exman.optional(float))

parser.parse_args([])
parser.parse_args(["--lr", "1e-5", "--optimizer", "sgd", "--early-stop", "yes", "--clip", "inf"])
parser.parse_args(["--name", "named", "--hidden", "8", "4", "--clip", "none"])
parser.parse_args(["--tmp", "--lr", "5"])
parser.parse_args(["--optimizer", "sgd", "--hidden", "--clip", "0.5"])
args = parser.parse_args(["--lr", "7"])
try:
    with args.safe_experiment:
        raise RuntimeError("on purpose")
except RuntimeError:
    pass
