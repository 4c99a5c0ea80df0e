import * as z from "zod";

const text = z.strictObject({ text: z.string().min(1) });
const level = z.enum(["none", "note", "warning", "error"]);
const count = z.int().min(1);
/** RFC 3986, without what JSON schema's uri-reference refuses. */
const uri = z
  .string()
  .regex(/^[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=%-]*$/)
  .refine((value) => !/%(?![0-9A-Fa-f]{2})/.test(value));

const location = z.strictObject({
  physicalLocation: z
    .strictObject({
      artifactLocation: z.strictObject({ uri, uriBaseId: z.string().optional() }),
      region: z.strictObject({ startLine: count, startColumn: count }),
    })
    .optional(),
  logicalLocations: z.array(z.strictObject({ name: z.string(), fullyQualifiedName: z.string(), kind: z.string() })).min(1),
});

const rule = z.strictObject({
  id: z.string().min(1),
  name: z.string().regex(/^[A-Z][A-Za-z]+$/),
  shortDescription: text,
  fullDescription: text,
  help: text,
  defaultConfiguration: z.strictObject({ level }),
});

const result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.int().min(0),
  level,
  message: text,
  locations: z.array(location).length(1),
  partialFingerprints: z.record(z.string().regex(/^[A-Za-z]+\/v\d+$/), z.string().min(1)),
});

const notification = z.strictObject({ level, message: text, locations: z.array(location).length(1) });

/** The rules of the schema of SARIF 2.1.0 that concern what we write; nothing else may be there. */
export const sarifLog = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z
    .array(
      z
        .strictObject({
          tool: z.strictObject({ driver: z.strictObject({ name: z.string().min(1), version: z.string().min(1), rules: z.array(rule) }) }),
          automationDetails: z.strictObject({ id: z.string() }),
          columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
          originalUriBaseIds: z.record(z.string(), z.strictObject({ description: text })),
          invocations: z
            .array(
              z.strictObject({
                executionSuccessful: z.boolean(),
                startTimeUtc: z.iso.datetime(),
                endTimeUtc: z.iso.datetime(),
                toolExecutionNotifications: z.array(notification),
              }),
            )
            .length(1),
          results: z.array(result),
          properties: z.record(z.string(), z.unknown()),
        })
        .superRefine(({ tool, results, originalUriBaseIds }, context) => {
          for (const { ruleId, ruleIndex, locations } of results) {
            if (tool.driver.rules[ruleIndex]?.id !== ruleId) context.addIssue(`ruleIndex ${ruleIndex} is not ${ruleId}`);
            const base = locations[0]?.physicalLocation?.artifactLocation.uriBaseId;
            if (base !== undefined && !Object.hasOwn(originalUriBaseIds, base)) context.addIssue(`${base} is not explained`);
          }
        }),
    )
    .length(1),
});
