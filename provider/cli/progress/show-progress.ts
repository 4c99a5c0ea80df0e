import type { ApplyEvent } from "../../engine/apply-event.ts";
import { resultLine } from "../../report/apply-text.ts";
import type { Screen } from "../screen.ts";
import { advance, boardLines, emptyBoard } from "./board.ts";
import { eventLine } from "./event-line.ts";

export interface Progress {
  readonly onEvent: (event: ApplyEvent) => void;
  /** A remark while the table may be on the screen. */
  readonly note: (text: string) => void;
  readonly stop: () => void;
}

const FRAME_MS = 100;
const eraseUp = (lines: number) => (lines === 0 ? "" : `\u001b[${lines}A\u001b[0J`);

/** A line an event where nobody watches, or a log would run into the table; a live table where somebody does. */
export function showProgress(screen: Screen, total: number): Progress {
  const { environment, terminal } = screen.host;
  const logged = screen.observation.logs && terminal.stderr;
  return terminal.stdout && environment["TERM"] !== "dumb" && !logged ? liveTable(screen, total) : eventLines(screen);
}

function eventLines(screen: Screen): Progress {
  const onEvent = (event: ApplyEvent) => {
    const line = eventLine(event, screen.paper.palette);
    if (line !== undefined) screen.print(`${line}\n`);
  };
  return { onEvent, note: screen.note, stop: () => {} };
}

/** What is finished stays above as lines of the log; only what is at work is drawn again. */
function liveTable(screen: Screen, total: number): Progress {
  let board = emptyBoard(total);
  let drawn = 0;
  let finished: string[] = [];
  const draw = (last: boolean) => {
    const rows = Math.max(3, screen.host.rows() - 3);
    const paper = { ...screen.paper, width: Math.min(screen.paper.width, screen.host.columns()) };
    const lines = last ? [] : boardLines(board, Date.now(), rows, paper);
    screen.print(eraseUp(drawn) + [...finished, ...lines].map((line) => `${line}\n`).join(""));
    drawn = lines.length;
    finished = [];
  };
  const timer = setInterval(() => draw(false), FRAME_MS);
  return {
    onEvent: (event) => {
      board = advance(board, event, Date.now());
      if (event.type === "change-finished") finished.push(resultLine(event.result, screen.paper.palette));
    },
    note: (text) => finished.push(text),
    stop: () => {
      clearInterval(timer);
      draw(true);
    },
  };
}
