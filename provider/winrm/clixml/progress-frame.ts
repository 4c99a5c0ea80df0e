import { ClixmlError } from "./clixml-error.ts";
import { escapeText, unescapeText } from "./escape.ts";
import type { ClixmlProgress } from "./value.ts";

const NUMBERS = { AI: "activityId", PI: "parentActivityId", PC: "percentComplete", SR: "secondsRemaining" } as const;
const INTEGER = /^[+-]?\d{1,10}$/;

/** Collects the parts of `<PR>`; those that are missing keep .NET's defaults. */
export class ProgressParts {
  readonly #parts: { -readonly [key in keyof ClixmlProgress]: ClixmlProgress[key] } = {
    activity: "",
    activityId: 0,
    currentOperation: null,
    parentActivityId: -1,
    percentComplete: -1,
    completed: false,
    secondsRemaining: -1,
    statusDescription: "",
  };

  static isPart(tag: string): boolean {
    return tag === "AV" || tag === "SD" || tag === "S" || tag === "Nil" || tag === "T" || tag in NUMBERS;
  }

  /** `tag` is one of `isPart`. Throws `ClixmlError`. */
  take(tag: string, content: string): void {
    if (tag === "AV") this.#parts.activity = unescapeText(content);
    else if (tag === "SD") this.#parts.statusDescription = unescapeText(content);
    else if (tag === "S") this.#parts.currentOperation = unescapeText(content);
    else if (tag === "T") this.#parts.completed = content.trim() === "Completed";
    else if (tag !== "Nil") this.#parts[NUMBERS[tag as keyof typeof NUMBERS]] = whole(content);
  }

  get value(): ClixmlProgress {
    return { ...this.#parts };
  }
}

function whole(content: string): number {
  if (!INTEGER.test(content.trim())) throw new ClixmlError("malformed", "a number of a progress record is none");
  return Number(content);
}

/** What stands inside `<PR>`, in .NET's order. */
export const progressText = (value: ClixmlProgress): string =>
  [
    `<AV>${escapeText(value.activity)}</AV><AI>${value.activityId}</AI>`,
    value.currentOperation === null ? "<Nil/>" : `<S>${escapeText(value.currentOperation)}</S>`,
    `<PI>${value.parentActivityId}</PI><PC>${value.percentComplete}</PC><T>${value.completed ? "Completed" : "Processing"}</T>`,
    `<SR>${value.secondsRemaining}</SR><SD>${escapeText(value.statusDescription)}</SD>`,
  ].join("");
