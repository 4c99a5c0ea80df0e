import type { ApplyEvent } from "../../engine/apply-event.ts";
import type { Action } from "../../model/plan.ts";
import { duration, padEnd, shorten, textWidth } from "../../report/layout.ts";
import type { Paper } from "../../report/palette.ts";
import { visible } from "../../report/visible.ts";

/** A change at work. */
export interface Running {
  readonly address: string;
  readonly action: Action;
  readonly label: string;
  /** Per cent of the job; undefined between jobs. */
  readonly percent: number | undefined;
  readonly startedAt: number;
}

export interface Board {
  readonly running: ReadonlyMap<string, Running>;
  readonly finished: number;
  readonly total: number;
}

export function emptyBoard(total: number): Board {
  return { running: new Map(), finished: 0, total };
}

function replaced(board: Board, address: string, change: (running: Running) => Running): Board {
  const running = board.running.get(address);
  return running ? { ...board, running: new Map(board.running).set(address, change(running)) } : board;
}

/** The board after an event; `now` in milliseconds. */
export function advance(board: Board, event: ApplyEvent, now: number): Board {
  switch (event.type) {
    case "change-started": {
      const running: Running = { address: event.address, action: event.action, label: "", percent: undefined, startedAt: now };
      return { ...board, running: new Map(board.running).set(event.address, running) };
    }
    case "step-started":
      return replaced(board, event.address, (running) => ({ ...running, label: event.label, percent: undefined }));
    case "job-progress":
      return replaced(board, event.address, (running) => ({ ...running, percent: event.percent }));
    case "step-finished":
      return replaced(board, event.address, (running) => ({
        ...running,
        label: event.state === "retrying" ? `${event.label}: trying again` : event.label,
        percent: undefined,
      }));
    case "change-finished": {
      const running = new Map(board.running);
      running.delete(event.result.address);
      return { ...board, running, finished: board.finished + 1 };
    }
  }
}

/** The part of the screen that is drawn again and again: at most `rows` lines, none wider than the paper. */
export function boardLines(board: Board, now: number, rows: number, { palette, width }: Paper): string[] {
  const all = [...board.running.values()];
  const shown = all.slice(0, Math.max(1, rows - 1));
  const column = Math.min(44, Math.max(0, ...shown.map((running) => textWidth(visible(running.address)))));
  const lines = shown.map((running) => {
    const time = duration(now - running.startedAt).padStart(10);
    const percent = (running.percent === undefined ? "" : `${Math.round(running.percent)} %`).padStart(6);
    const head = `  ${padEnd(shorten(visible(running.address), column), column)}  ${running.action.padEnd(7)}  `;
    const room = Math.max(8, width - textWidth(head) - percent.length - time.length - 1);
    return shorten(head + padEnd(shorten(visible(running.label), room), room) + percent + time, width - 1);
  });
  const more = all.length > shown.length ? `, ${all.length - shown.length} more at work` : "";
  return [...lines, palette.faint(`  ${board.finished} of ${board.total} finished${more}`)];
}
