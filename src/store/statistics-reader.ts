import type { Series } from "../util/series.js";
import { decodeText } from "./decode-text.js";
import type { FileReader, OpenFile, RunFolderRead } from "./file-reader.js";
import { sumOf, type FileStamp } from "./file-stamp.js";
import { parseFinalValues } from "./final-values.js";
import { PARAMS_FILE, RUN_FILE } from "./layout.js";
import type { ReadLimits } from "./limits.js";
import { RowsParser, type ParsedRows } from "./rows-parser.js";
import { SeriesCollector } from "./series-collector.js";
import type { RunStatus } from "./run-file.js";
import { isFinal } from "./statistics-files.js";

/** What an earlier read of the same run gave. */
export interface PreviousRead {
  readonly files: readonly FileStamp[];
  readonly statistics: ReadonlyMap<string, Series>;
}

/** Every row of one file of statistics. */
export interface RawStatistics {
  /** Relative to the run's directory, with "/". */
  readonly file: string;
  /** The samples by name in the order of the rows, neither sorted nor resolved: a step may come twice. */
  readonly samples: ReadonlyMap<string, Series>;
}

/** Files of statistics of one run. */
export interface StatisticsFiles {
  /** Relative to the run's directory, with "/", in the order in which they are read. */
  readonly names: readonly string[];
  /** Of the run: what a run that goes on, or was ended, wrote last may be half a line. */
  readonly status: RunStatus;
}

/** Reads the statistics of runs, one after another. */
export class StatisticsReader {
  readonly #files: FileReader;
  readonly #limits: ReadLimits;
  readonly #rows: RowsParser;
  readonly #collector = new SeriesCollector();

  constructor(files: FileReader, limits: ReadLimits) {
    this.#files = files;
    this.#limits = limits;
    this.#rows = new RowsParser(limits.line);
  }

  /** Every statistic of a run by name; values of a later file win for the same name and step. */
  read(
    run: RunFolderRead,
    { names, status }: StatisticsFiles,
    previous: PreviousRead | undefined,
  ): Map<string, Series> {
    if (names.length === 0) return new Map();
    const before = names.length === 1 && previous ? soleFile(previous) : null;
    for (const name of names) this.#readFile(run, name, status, before);
    return this.#collector.finish();
  }

  /** The rows of each file, unresolved. */
  readRaw(run: RunFolderRead, { names, status }: StatisticsFiles): RawStatistics[] {
    return names.map((file) => {
      this.#readFile(run, file, status, null);
      return { file, samples: this.#collector.finishAsWritten() };
    });
  }

  #readFile(run: RunFolderRead, name: string, status: RunStatus, before: FileBefore | null): void {
    this.#files.open(run, name, this.#limits.statistics, (file) => {
      if (file.stats.size === 0) {
        if (status !== "running") run.report(file.path, "empty-file", "is empty");
      } else if (isFinal(name)) this.#readFinals(file, run);
      else {
        const known = before?.stamp.name === name ? before : null;
        this.#readRows(file, run, status === "completed", known);
      }
    });
  }

  #readFinals({ path, stats, read }: OpenFile, { report }: RunFolderRead): void {
    const { bytes, start, end } = read(0, stats.size);
    const text = decodeText(bytes, start, end);
    if (text === null) report(path, "not-utf8", "holds bytes that are not UTF-8 text");
    else parseFinalValues(text, this.#collector).report(path, report);
  }

  #readRows(
    file: OpenFile,
    { report, stamps }: RunFolderRead,
    isWhole: boolean,
    before: FileBefore | null,
  ): void {
    const rows =
      (before && this.#appendedRows(file, isWhole, before)) ??
      this.#rows.parse(file, isWhole, this.#collector);
    rows.damage.report(file.path, report);
    if (rows.end >= 0) stamps.push(goneOn(stamps.pop()!, rows));
    else stamps.push({ ...stamps.pop()!, read: 0 });
  }

  #appendedRows(
    file: OpenFile,
    isWhole: boolean,
    { stamp, statistics }: FileBefore,
  ): ParsedRows | null {
    this.#collector.addSeries(statistics);
    const rows = this.#rows.parseAppended(file, isWhole, stamp, this.#collector);
    if (!rows) this.#collector.clear();
    return rows;
  }
}

interface FileBefore {
  readonly stamp: FileStamp;
  readonly statistics: ReadonlyMap<string, Series>;
}

/** The only file that the statistics were read from; null where there were several. */
function soleFile({ files, statistics }: PreviousRead): FileBefore | null {
  const own = files.filter(({ name }) => name !== "" && name !== PARAMS_FILE && name !== RUN_FILE);
  return own.length === 1 ? { stamp: own[0]!, statistics } : null;
}

/** The stamp of a file of rows that may be gone on with. */
function goneOn(stamp: FileStamp, { range, end, next }: ParsedRows): FileStamp {
  return { ...stamp, read: end, next, sum: sumOf(range.bytes, end) };
}
