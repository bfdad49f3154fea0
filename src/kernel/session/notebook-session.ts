import { CellRunner } from "./cell-runner.js";
import { failureContent } from "./errors/compile-failure.js";
import { type DisplayHost, setDisplayHost } from "../host/host.js";
import { completionReply, inspectionReply } from "./assistance.js";
import { completeness } from "./completeness.js";
import type { EmittedMaps } from "./emitted-maps.js";
import { freshTurn } from "./fresh-turn.js";
import { OutputStreams } from "./output-streams.js";
import { RunningCell } from "./running-cell.js";
import type { ExecuteRequest, Publish, Session } from "./session.js";
import type { TslabModules } from "./tslab-modules.js";

/** What a session is made of. */
export interface SessionParts {
  readonly cwd: string;
  readonly publishLate: Publish;
  readonly takeInterrupt: () => boolean;
  readonly tslab: TslabModules;
  readonly maps: EmittedMaps;
}

interface Running {
  readonly cell: RunningCell;
  readonly publish: Publish;
  readonly count: number;
}

/** The notebook's cells, run one at a time. */
export class NotebookSession implements Session {
  readonly languageInfo: object;
  readonly #tslab: TslabModules;
  readonly #runner: CellRunner;
  readonly #streams: OutputStreams;
  readonly #publishLate: Publish;
  readonly #takeInterrupt: () => boolean;
  readonly #giveBack: () => void;
  #running: Running | undefined;
  #count = 0;

  constructor({ cwd, publishLate, takeInterrupt, tslab, maps }: SessionParts) {
    this.#tslab = tslab;
    this.#runner = new CellRunner(tslab, cwd, maps);
    this.#publishLate = publishLate;
    this.#takeInterrupt = takeInterrupt;
    this.#streams = new OutputStreams(() => this.#publisher());
    this.#giveBack = this.#streams.install();
    void freshTurn().then(() => this.#runner.compiler.warmUp());
    this.languageInfo = languageInfo(tslab.ts.version);
    setDisplayHost(this.#displayHost());
    tslab.setDisplayWriter((content, isUpdate) =>
      this.#publish(isUpdate ? "update_display_data" : "display_data", content),
    );
  }

  async execute(request: ExecuteRequest, publish: Publish): Promise<object> {
    const { code, silent, storeHistory } = request;
    if (storeHistory && !silent) this.#count += 1;
    const count = this.#count;
    if (!silent) publish("execute_input", { code, execution_count: count });
    const running: Running = { cell: new RunningCell(this.#takeInterrupt), publish, count };
    this.#running = running;
    try {
      return await running.cell.orLost(this.#answer(running, request));
    } catch (reason) {
      return this.#failed(running, reason);
    } finally {
      running.cell.end();
      this.#running = undefined;
    }
  }

  complete(code: string, cursor: number): object {
    return completionReply(this.#runner.compiler, code, cursor);
  }

  inspect(code: string, cursor: number): object {
    return inspectionReply(this.#runner.compiler, code, cursor);
  }

  isComplete(code: string): object {
    return completeness(this.#tslab, code);
  }

  interrupt(): void {
    this.#running?.cell.interrupt();
  }

  terminated(): void {
    this.#running?.cell.terminated();
  }

  close(): void {
    setDisplayHost(undefined);
    this.#giveBack();
    this.#runner.compiler.close();
  }

  async #answer(running: Running, request: ExecuteRequest): Promise<object> {
    const { cell, publish, count } = running;
    const { code, silent, userExpressions } = request;
    try {
      const shown = await this.#runner.run(cell, code, `cell [${count}]`);
      this.#streams.flush();
      if (shown && !silent) publish("execute_result", { execution_count: count, ...shown });
      const expressions = await this.#evaluate(cell, userExpressions);
      return { status: "ok", execution_count: count, payload: [], user_expressions: expressions };
    } catch (reason) {
      return this.#failed(running, reason);
    }
  }

  #failed({ publish, count }: Running, reason: unknown): object {
    const error = failureContent(reason);
    this.#streams.flush();
    publish("error", error);
    return { status: "error", execution_count: count, ...error };
  }

  #publisher(): Publish {
    return this.#running?.publish ?? this.#publishLate;
  }

  /** Where ceteris displays, whichever copy of it a cell has imported. */
  #displayHost(): DisplayHost {
    const running = (): RunningCell | undefined => this.#running?.cell;
    return {
      send: (shown, place) =>
        this.#publish(place?.isUpdate ? "update_display_data" : "display_data", {
          ...shown,
          transient: place ? { display_id: place.id } : {},
        }),
      get interrupted() {
        return running()?.interrupted;
      },
    };
  }

  #publish(msgType: string, content: object): void {
    this.#streams.flush();
    this.#publisher()(msgType, content);
  }

  async #evaluate(
    cell: RunningCell,
    expressions: ExecuteRequest["userExpressions"],
  ): Promise<Record<string, object>> {
    const results: Record<string, object> = {};
    for (const [name, code] of Object.entries(expressions))
      results[name] = await this.#expression(cell, name, code);
    return results;
  }

  async #expression(cell: RunningCell, name: string, code: string): Promise<object> {
    try {
      const shown = await this.#runner.run(cell, code, name);
      return { status: "ok", data: { "text/plain": "undefined" }, metadata: {}, ...shown };
    } catch (reason) {
      return { status: "error", ...failureContent(reason) };
    }
  }
}

function languageInfo(version: string): object {
  return {
    name: "typescript",
    version,
    mimetype: "text/typescript",
    file_extension: ".ts",
    pygments_lexer: "typescript",
    codemirror_mode: { name: "javascript", mode: "typescript", typescript: true },
    nbconvert_exporter: "script",
  };
}
