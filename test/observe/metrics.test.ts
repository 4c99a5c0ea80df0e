import fc from "fast-check";
import { expect, test } from "vitest";
import { MetricRegistry } from "../../provider/observe/metrics.ts";

test("the text format of Prometheus: counters, gauges, cumulative buckets, sorted series", () => {
  const registry = new MetricRegistry();
  const errors = registry.counter("errors_total", "Errors by kind.");
  const open = registry.gauge("open", "Open ones.");
  const took = registry.histogram("took_seconds", "How long.", [0.1, 1]);
  registry.counter("never_total", "Never counted.");
  errors.add({ kind: "b" });
  errors.add({ kind: "a" }, 2);
  errors.add({ kind: "b" });
  open.set({}, 3);
  open.set({}, 1);
  for (const value of [0.1, 0.5, 1.5]) took.observe({ to: "x" }, value);
  expect(registry.text()).toBe(`# HELP errors_total Errors by kind.
# TYPE errors_total counter
errors_total{kind="a"} 2
errors_total{kind="b"} 2
# HELP open Open ones.
# TYPE open gauge
open 1
# HELP took_seconds How long.
# TYPE took_seconds histogram
took_seconds_bucket{to="x",le="0.1"} 1
took_seconds_bucket{to="x",le="1"} 2
took_seconds_bucket{to="x",le="+Inf"} 3
took_seconds_sum{to="x"} 2.1
took_seconds_count{to="x"} 3
`);
});

test("a label may hold anything", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (value) => {
      const registry = new MetricRegistry();
      registry.counter("c", "C.").add({ label: value });
      const sample = registry.text().split("\n").slice(2, -1);
      expect(sample).toHaveLength(1);
      const escaped = /^c\{label="(.*)"\} 1$/s.exec(sample[0] ?? "")?.[1] ?? "";
      const unescaped = escaped.replace(/\\(.)/g, (_, c) => (c === "n" ? "\n" : c));
      expect(unescaped).toBe(value);
    }),
  );
});
