import { examineKernels } from "../../kernel/doctor/examine-kernels.js";
import { kernelDoctorText } from "../kernel-text.js";
import { type KernelVerb, placeOf } from "./kernel-place.js";

const USUAL_WIDTH = 80;

export const kernelDoctor: KernelVerb = {
  flags: [],
  run: async ({ flags, terminal, exitWith }) => {
    const examination = await examineKernels({
      ...placeOf(flags),
      onStart: (name) => terminal.note(`starting the kernel ${name}`),
    });
    terminal.out(
      flags["json"]
        ? `${JSON.stringify(examination, null, 2)}\n`
        : kernelDoctorText(examination, terminal.width ?? USUAL_WIDTH),
    );
    if (examination.findings.length > 0) exitWith(1);
  },
};
