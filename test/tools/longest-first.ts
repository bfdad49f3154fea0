import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files of tests that take longest, though they are short. */
const LONG =
  /\/(?:kernel\/(?:jupyter-lab.*|notebooks|nbconvert)|plots\/(?:hard-)?gallery|project\/guards|record\/(?:processes|crashes))\.test\.ts$/;

/** Runs the longest files first, so that no worker is left alone with one of them at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
