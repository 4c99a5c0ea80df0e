import type { Condition, Filter } from "../../batch/call.ts";
import type { VmmObject } from "../objects/object.ts";
import { contains, equals, startsWith } from "../ordinal.ts";
import { badCall } from "./batch-error.ts";
import { cellText, follow, splitPath, toCell } from "./path.ts";

type Test = (object: VmmObject, now: number) => boolean;

const COMPARE: { readonly [O in Condition["op"]]: (text: string, wanted: string) => boolean } = {
  eq: equals,
  ne: (text, wanted) => !equals(text, wanted),
  startsWith,
  contains,
};

/** The objects for which every condition of `all` holds, and one of `any` where it is given. */
export function keepMatching(objects: readonly VmmObject[], filter: Filter, now: number): readonly VmmObject[] {
  const all = (filter.all ?? []).map(test);
  const any = filter.any?.map(test);
  return objects.filter((object) => all.every((holds) => holds(object, now)) && (any?.some((holds) => holds(object, now)) ?? true));
}

function test(condition: Condition): Test {
  if (typeof condition?.path !== "string" || typeof condition.value !== "string") throw badCall("A condition needs a path and a value.");
  const path = splitPath(condition.path);
  const compare = Object.hasOwn(COMPARE, condition.op) ? COMPARE[condition.op] : undefined;
  if (!compare) throw badCall(`Unknown comparison: ${condition.op}`);
  return (object, now) => {
    const text = cellText(toCell(follow(object, path, now)));
    return text !== null && compare(text, condition.value);
  };
}
