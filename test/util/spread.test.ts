import { expect, it } from "vitest";
import { spread } from "../../src/util/spread.js";

it("spreads picks evenly, both ends included", () => {
  expect(spread([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 3)).toEqual([0, 5, 10]);
  expect(spread([1, 2], 3)).toEqual([1, 2]);
});
