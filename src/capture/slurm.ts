import { redactText } from "./redact/redact-text.js";

/** Variables that Slurm sets for a job. Source: the output environment variables of `sbatch` and `srun`. */
const NAMES = [
  "SLURM_JOB_ID",
  "SLURM_ARRAY_JOB_ID",
  "SLURM_ARRAY_TASK_ID",
  "SLURM_ARRAY_TASK_COUNT",
  "SLURM_JOB_NAME",
  "SLURM_JOB_PARTITION",
  "SLURM_JOB_ACCOUNT",
  "SLURM_JOB_QOS",
  "SLURM_JOB_NUM_NODES",
  "SLURM_JOB_NODELIST",
  "SLURM_NODELIST",
  "SLURM_CLUSTER_NAME",
  "SLURM_SUBMIT_HOST",
  "SLURM_SUBMIT_DIR",
  "SLURM_STEP_ID",
  "SLURM_PROCID",
  "SLURM_LOCALID",
  "SLURM_NODEID",
  "SLURM_NTASKS",
  "SLURM_CPUS_PER_TASK",
  "SLURM_CPUS_ON_NODE",
  "SLURM_MEM_PER_NODE",
  "SLURM_MEM_PER_CPU",
  "SLURM_JOB_GPUS",
  "SLURM_GPUS_ON_NODE",
  "SLURM_RESTART_COUNT",
];

/** What Slurm says of the job that a process belongs to, by Slurm's own names; empty outside of one. */
export function slurmFacts(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = env[name];
      return value === undefined || value === ""
        ? []
        : [[name, redactText(value, "command")] as const];
    }),
  );
}
