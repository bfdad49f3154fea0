import type { RunsView } from "./runs-view.js";

/** Some runs of a view, in its order. */
export function pickRows(view: RunsView, rows: readonly number[]): RunsView {
  const columns = new Map<string, readonly unknown[]>();
  const column = (name: string): readonly unknown[] => {
    if (!columns.has(name)) {
      const all = view.column(name);
      columns.set(
        name,
        rows.map((row) => all[row]),
      );
    }
    return columns.get(name)!;
  };
  return {
    ...view,
    size: rows.length,
    ids: rows.map((row) => view.ids[row]!),
    failed: rows.map((row) => view.failed[row]!),
    column,
  };
}
