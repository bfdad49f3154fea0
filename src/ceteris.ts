/**
 * ceteris records runs as plain folders, loads every run's params and statistics into one dataframe, and answers
 * `interest ~ parameters` with charts and intervals that can be trusted.
 */
import { installDisplay } from "./kernel/host/install-display.js";
import { interruptWatches } from "./kernel/host/interrupt-watches.js";
import { showProgress } from "./kernel/host/show-progress.js";

export { ArgumentError } from "argparse";
// A notebook cell that infers the type of a table has to be able to name it.
export type { ColumnTable } from "arquero";
export { compare, type RunSource } from "./compare/compare.js";
export type { ComparisonLatexOptions } from "./compare/comparison-latex.js";
export type { ComparisonJSON, ComparisonParts } from "./compare/comparison.js";
export { FormulaError } from "./compare/formula-error.js";
export type { Transform } from "./compare/functions.js";
export type { Adjust, CompareOptions, Over } from "./compare/options.js";
export type {
  Adjustment,
  Agreement,
  Contrast,
  ContrastMethod,
  Design,
  Direction,
  Estimate,
  FacetDifference,
  Factor,
  Failure,
  Importance,
  Level,
  MeanRanks,
  Observation,
  OmnibusTest,
  PooledContrast,
  Response,
  Term,
  Verdict,
} from "./compare/types.js";
export { filterWhere } from "./compare/where.js";
export type { Reducer } from "./frame/reduce.js";
export type { StatisticReducers } from "./frame/runs-table.js";
export { fromArrow, toArrow } from "./frame/arrow.js";
export { exportParquet, type RootTables } from "./frame/export-parquet.js";
export { fromCSV, fromJSON, fromJSONLines } from "./frame/from-text-formats.js";
export { fromParquet, toParquet } from "./frame/parquet.js";
export { type DanfoFrame, type DanfoModule, fromDanfo, toDanfo } from "./frame/to-danfo.js";
export { escapeLatex } from "./frame/escape-latex.js";
export { type LatexOptions, toLatex } from "./frame/to-latex.js";
export type { TypedTable } from "./frame/typed-table.js";
export { toCSV, toJSON, toJSONLines, toMarkdown, toTSV } from "./frame/to-text-formats.js";
export {
  type Difference,
  type DiffedRun,
  diffRuns,
  type RunsDifference,
  type StatisticSummary,
  type SubjectDifference,
} from "./index/diff/diff-runs.js";
export {
  type DeletedRuns,
  type DeleteOptions,
  Index,
  type IndexOptions,
  type InfoOptions,
  type RunRecord,
  type StatisticsOptions,
  type TrashedRun,
  type WatchOptions,
} from "./index/run-index.js";
export { type Examination, examineRoot } from "./index/doctor.js";
export type { Finding, FindingKind } from "./index/doctor-finding.js";
export type { LoadOptions, Progress } from "./index/load/control.js";
export type { DisplayOptions } from "./kernel/display/bundles.js";
export { display } from "./kernel/host/display.js";
export {
  installKernel,
  type InstalledKernel,
  type InstallKernelOptions,
} from "./kernel/install/install-kernel.js";
export { live, type LiveOptions } from "./kernel/live.js";
export { type RemovedKernel, uninstallKernel } from "./kernel/install/uninstall-kernel.js";
export type { KernelPlace } from "./kernel/install/kernel-directory.js";
export {
  examineKernels,
  type ExamineKernelsOptions,
  type KernelExamination,
} from "./kernel/doctor/examine-kernels.js";
export type { ExaminedKernel } from "./kernel/doctor/examined-kernel.js";
export type { KernelFinding, KernelFindingKind } from "./kernel/doctor/kernel-finding.js";
export type { FoundKernel, KernelSpec } from "./kernel/spec/kernel-spec.js";
export type {
  ChartOptions,
  ComparisonChartName,
  DrawOptions,
  TaskMeasure,
} from "./plots/chart/chart-options.js";
export { Chart, type ChartParts, type ChartSize } from "./plots/chart/chart.js";
export { facetCharts, type FacetChartsOptions, hconcat, vconcat } from "./plots/chart/compose.js";
export { design } from "./plots/kinds/tiles/design.js";
export { heatmap } from "./plots/kinds/tiles/heatmap.js";
export { improvement } from "./plots/kinds/tasks/improvement.js";
export type { Length } from "./plots/chart/length.js";
export { parallel, type ParallelOptions } from "./plots/kinds/params/parallel.js";
export { profile } from "./plots/kinds/tasks/profile.js";
export { ranks } from "./plots/kinds/tasks/ranks.js";
export type { PngOptions } from "./plots/render/render-png.js";
export { response } from "./plots/kinds/response/response.js";
export { slopes } from "./plots/kinds/slopes/slopes.js";
export type { ThemeName } from "./plots/look/themes.js";
export { Comparison } from "./plots/comparison-chart.js";
export { type CurvesOptions } from "./plots/kinds/curves/curves-chart.js";
export { curves, type CurvesQuestion } from "./plots/kinds/curves/curves.js";
export { estimation } from "./plots/kinds/estimation/estimation.js";
export { interval, type IntervalOptions } from "./plots/kinds/interval/interval.js";
export { plot, type PlotOptions } from "./plots/plot-runs.js";
export { joinRun } from "./record/join-run.js";
export type { LogOptions, LogValues } from "./record/log-line.js";
export { optional } from "./record/parser/argument-types.js";
export { ExParser } from "./record/parser/ex-parser.js";
export { KeyboardInterrupt } from "./record/parser/keyboard-interrupt.js";
export type {
  ExArgs,
  ExArguments,
  ExArgumentOptions,
  ExParserOptions,
  UnrecordedArgs,
} from "./record/parser/options.js";
export type {
  Experiment,
  SafeExperiment,
  SafeExperimentOptions,
} from "./record/parser/safe-experiment.js";
export { simpleroot } from "./record/parser/simpleroot.js";
export { type Ending, Run, type RunParts } from "./record/run.js";
export { type ResumeRunOptions, startRun, type StartRunOptions } from "./record/start-run.js";
export * as stats from "./stats/stats.js";
export type { Params } from "./store/format-params.js";
export type { Problem, ProblemKind } from "./store/problem.js";
export type { RunFile, RunStatus } from "./store/run-file.js";
export { CeterisError, type ErrorCode } from "./util/error.js";
export type { Series } from "./util/series.js";

installDisplay();
interruptWatches();
showProgress();
