import type { ErrorCode } from "yaml";

/**
 * What each kind of error of the YAML parser means. Its own messages are not shown: some quote the text, which may be that of
 * a Secret.
 */
export const YAML_ERRORS: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "An alias (*name) can have neither an anchor nor a tag.",
  BAD_ALIAS: "This is no valid alias: write * and the name of an anchor given before.",
  BAD_COLLECTION_TYPE: "The tag here does not fit a list or mapping.",
  BAD_DIRECTIVE: "This line starts with % but is no YAML directive.",
  BAD_DQ_ESCAPE: "A text in double quotes holds an escape that YAML does not know. Write \\\\ for a backslash, or use single quotes.",
  BAD_INDENT: "The indentation does not fit the lines before, or a bracket, brace or quote above is not closed.",
  BAD_PROP_ORDER: "Anchors and tags must stand before the value.",
  BAD_SCALAR_START: "A text without quotes cannot start with this character: put it in quotes.",
  BLOCK_AS_IMPLICIT_KEY: "Two mappings on one line: put the second on a line of its own, or the text in quotes.",
  BLOCK_IN_FLOW: "Indented lines cannot stand inside { } or [ ].",
  DUPLICATE_KEY: "This field is given twice in one mapping.",
  IMPOSSIBLE: "The text cannot be read as YAML.",
  KEY_OVER_1024_CHARS: "A field name is longer than 1024 characters.",
  MISSING_CHAR: "A character is missing, such as a closing quote, bracket, brace, or the colon after a field name.",
  MULTILINE_IMPLICIT_KEY: "A field name runs over several lines: a colon or a quote may be missing.",
  MULTIPLE_ANCHORS: "A value has two anchors.",
  MULTIPLE_DOCS: "Several documents stand here.",
  MULTIPLE_TAGS: "A value has two tags.",
  NON_STRING_KEY: "Field names must be texts.",
  RESOURCE_EXHAUSTION: "The document is nested too deeply or grows too large.",
  TAB_AS_INDENT: "A tab is used for indentation: YAML allows only spaces.",
  TAG_RESOLVE_FAILED: "A tag (!name) that is not known here: its value is read as if the tag were not there.",
  UNEXPECTED_TOKEN: "Something stands here that does not fit: check quotes, colons and indentation; documents are separated by ---.",
};
