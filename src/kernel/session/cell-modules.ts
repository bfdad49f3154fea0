import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { SideOutput } from "tslab/dist/converter.js";
import { cellHelper, type CellHelper } from "./cell-helper.js";
import { addScript } from "./errors/cell-scripts.js";
import type { EmittedMaps } from "./emitted-maps.js";
import { importMeta } from "./import-meta.js";
import { HELPER } from "./interruptible.js";
import { needsImport } from "./needs-import.js";
import { nativeImport } from "./native-import.js";
import { scriptFunction } from "./script-function.js";
import type { Ts } from "./tslab-modules.js";

type Require = ReturnType<typeof createRequire>;
type ModuleFunction = (...given: readonly unknown[]) => void;

/** What cells import: packages, files of the notebook's folder, and modules that cells define. */
export class CellModules {
  readonly require: Require;
  readonly helper: CellHelper;
  readonly #ts: Ts;
  readonly #cwd: string;
  readonly #maps: EmittedMaps;
  readonly #tslab: object;
  /** TypeScript's output by path, with forward slashes. */
  readonly #sources = new Map<string, string>();
  readonly #loaded = new Map<string, { exports: unknown }>();
  /** What only `import()` could load, by importing folder and specifier. */
  readonly #imported = new Map<string, unknown>();

  constructor(options: { ts: Ts; cwd: string; maps: EmittedMaps; tslab: object }) {
    this.#ts = options.ts;
    this.#cwd = options.cwd;
    this.#maps = options.maps;
    this.#tslab = options.tslab;
    this.require = this.#requireFrom(options.cwd);
    this.helper = this.#helperOf(join(options.cwd, "cell.js"));
  }

  /** Takes modules that TypeScript converted for the first time, or again after a change. */
  update(outputs: readonly SideOutput[]): void {
    for (const { path, data } of outputs) {
      this.#sources.set(path, data);
      this.#loaded.delete(path);
    }
  }

  /** Loads what the code is about to `require` and only `import()` can load. */
  async prepare(
    code: string,
    folder: string = this.#cwd,
    seen: Set<string> = new Set(),
  ): Promise<void> {
    for (const { fileName: specifier } of this.#ts.preProcessFile(code, true, true).importedFiles) {
      const path = this.#findSource(folder, specifier);
      if (path === undefined) await this.#prepareForeign(folder, specifier);
      else if (!seen.has(path))
        await this.prepare(this.#sources.get(path)!, dirname(path), seen.add(path));
    }
  }

  async #prepareForeign(folder: string, specifier: string): Promise<void> {
    if (specifier === "tslab" || this.#imported.has(keyOf(folder, specifier))) return;
    try {
      createRequire(join(folder, "cell.js"))(specifier);
    } catch (error) {
      if (!needsImport(error)) throw error;
      const loaded = (await nativeImport(folder, specifier)) as object;
      this.#imported.set(keyOf(folder, specifier), asModule(loaded));
    }
  }

  #requireFrom(folder: string): Require {
    const require = createRequire(join(folder, "cell.js"));
    return new Proxy(require, {
      apply: (_target, _this, [specifier]: [string]) => this.#load(require, folder, specifier),
    });
  }

  #load(require: Require, folder: string, specifier: string): unknown {
    if (specifier === "tslab") return this.#tslab;
    const path = this.#findSource(folder, specifier);
    if (path !== undefined) return this.#evaluate(path);
    return this.#imported.get(keyOf(folder, specifier)) ?? require(specifier);
  }

  #helperOf(file: string): CellHelper {
    const folder = dirname(file);
    return cellHelper(async (specifier) => {
      const path = this.#findSource(folder, specifier);
      if (path === undefined && specifier !== "tslab") return nativeImport(folder, specifier);
      if (path !== undefined) await this.prepare(this.#sources.get(path)!, dirname(path));
      return this.#load(this.require, folder, specifier);
    }, importMeta(file));
  }

  #findSource(folder: string, specifier: string): string | undefined {
    const path = join(folder, specifier).replaceAll("\\", "/");
    const files = [path, `${path}.js`, path.replace(/\.ts$/, ".js"), `${path}/index.js`];
    return files.find((file) => this.#sources.has(file));
  }

  #evaluate(path: string): unknown {
    const loaded = this.#loaded.get(path);
    if (loaded) return loaded.exports;
    const module = { exports: {} };
    this.#loaded.set(path, module);
    try {
      const folder = dirname(path);
      const given = [module.exports, this.#requireFrom(folder), module, path, folder];
      this.#compile(path)(...given, this.#helperOf(path));
    } catch (error) {
      this.#loaded.delete(path);
      throw error;
    }
    return module.exports;
  }

  #compile(path: string): ModuleFunction {
    const code = this.#sources.get(path)!;
    const map = this.#maps.take(code);
    if (map) {
      const source = resolve(this.#cwd, "outDir", map.source);
      const isFile = this.#ts.sys.fileExists(source);
      const label = isFile ? relative(this.#cwd, source) : basename(source).replace(/\.tsx?$/, "");
      addScript(path, { label, lines: [], map, linesBefore: isFile ? 0 : 1 });
    }
    const names = `exports, require, module, __filename, __dirname, ${HELPER}`;
    return scriptFunction(`function (${names})`, code, path);
  }
}

function keyOf(folder: string, specifier: string): string {
  return `${folder}\0${specifier}`;
}

/** A namespace that the code which TypeScript emits takes for a module with a default export. */
function asModule(namespace: object): object {
  return new Proxy(namespace, {
    get: (target, name) => (name === "__esModule" ? true : Reflect.get(target, name)),
  });
}
