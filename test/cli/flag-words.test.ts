import { expect, it } from "vitest";
import { flagWords } from "../../src/cli/flag-words.js";

it.each([
  ["Learning curves take no option contrasts; leave it out.", "take no --pairs; leave it out."],
  ["The option margin is 0.9, and the contrasts", "--margin is 0.9, and the contrasts"],
  ["and the seed s differ; leave the option seed out.", "differ; leave --seed out."],
  ['compare it with { contrasts: "pairs" }.', "compare it with --pairs."],
  ['give { adjust: "holm" }, or leave', "give --adjust holm, or leave"],
  ["pool them (over: mean or best), or", "pool them (--over mean or best), or"],
  ["one (where: hidden == [16] && lr == 1),", "one (--where 'hidden == [16] && lr == 1'),"],
  ["one (where: name == 'a (b)'),", "one (--where \"name == 'a (b)'\"),"],
  ["no difference (ignore: hidden, lr)", "no difference (--ignore hidden,lr)"],
  // What has no flag stays as it is.
  ["{ paired: true } compares those pairs", "{ paired: true } compares those pairs"],
  ["by the option statistics of index.info()", "by the option statistics of index.info()"],
])("says options of the library as flags: %s", (message, said) => {
  expect(flagWords(message)).toContain(said);
});
