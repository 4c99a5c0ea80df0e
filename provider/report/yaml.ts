import { Document, Scalar, visit } from "yaml";
import { hasInvisible, visibleInJson } from "./visible.ts";

/** YAML in block style. A text with control characters is quoted, so that they can be written as escapes. */
export function yamlText(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === "string" && hasInvisible(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return visibleInJson(document.toString({ lineWidth: 0 }));
}
