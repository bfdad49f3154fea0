import { redactText } from "./redact/redact-text.js";
import { isSecretName } from "./redact/secret-name.js";
import { redactValues, secretValues } from "./redact/secret-values.js";

/** Variables that change what a program computes, or on what. Any other is never recorded. */
const NAMES = [
  "CUDA_VISIBLE_DEVICES",
  "CUDA_DEVICE_ORDER",
  "CUDA_LAUNCH_BLOCKING",
  "CUDA_HOME",
  "CUDA_VERSION",
  "CUBLAS_WORKSPACE_CONFIG",
  "HIP_VISIBLE_DEVICES",
  "ROCR_VISIBLE_DEVICES",
  "NVIDIA_VISIBLE_DEVICES",
  "NVIDIA_DRIVER_CAPABILITIES",
  "NVIDIA_TF32_OVERRIDE",
  "NVIDIA_PYTORCH_VERSION",
  "NVIDIA_BUILD_ID",
  "PYTORCH_CUDA_ALLOC_CONF",
  "PYTORCH_ALLOC_CONF",
  "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE",
  "TORCHDYNAMO_DISABLE",
  "TF_DETERMINISTIC_OPS",
  "TF_CUDNN_DETERMINISTIC",
  "TF_ENABLE_ONEDNN_OPTS",
  "TF_FORCE_GPU_ALLOW_GROWTH",
  "TF_XLA_FLAGS",
  "XLA_FLAGS",
  "XLA_PYTHON_CLIENT_PREALLOCATE",
  "XLA_PYTHON_CLIENT_MEM_FRACTION",
  "JAX_PLATFORMS",
  "JAX_ENABLE_X64",
  "OMP_NUM_THREADS",
  "OMP_PROC_BIND",
  "OMP_PLACES",
  "OPENBLAS_NUM_THREADS",
  "BLIS_NUM_THREADS",
  "VECLIB_MAXIMUM_THREADS",
  "NUMEXPR_NUM_THREADS",
  "NUMBA_NUM_THREADS",
  "RAYON_NUM_THREADS",
  "MKL_NUM_THREADS",
  "MKL_DYNAMIC",
  "MKL_CBWR",
  "MKL_DEBUG_CPU_TYPE",
  "MKL_SERVICE_FORCE_INTEL",
  "MKL_THREADING_LAYER",
  "PYTHONHASHSEED",
  "PYTHONPATH",
  "PYTHONOPTIMIZE",
  "PYTHONDONTWRITEBYTECODE",
  "TOKENIZERS_PARALLELISM",
  "HF_HUB_OFFLINE",
  "NODE_OPTIONS",
  "NODE_ENV",
  "UV_THREADPOOL_SIZE",
  "CONDA_DEFAULT_ENV",
  "CONDA_PREFIX",
  "VIRTUAL_ENV",
  "WORLD_SIZE",
  "RANK",
  "LOCAL_RANK",
  "LANG",
  "LC_ALL",
  "LC_NUMERIC",
  "TZ",
];

/** The variables of the allow list that are set, sorted by name; secrets within their values are redacted. */
export function allowedVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  const secrets = secretValues(env);
  return Object.fromEntries(
    NAMES.toSorted().flatMap((name) => {
      const value = env[name];
      const isLeftOut = value === undefined || value === "" || isSecretName(name);
      return isLeftOut ? [] : [[name, redactValues(redactText(value), secrets)] as const];
    }),
  );
}
