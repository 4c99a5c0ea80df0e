/** Values of a metric's labels; every series of one metric has the same names. */
export type Labels = Readonly<Record<string, string>>;

type Kind = "counter" | "gauge" | "histogram";

interface Series {
  readonly labels: Labels;
  /** A counter's or gauge's one value; a histogram's counts by bucket, the last for everything above. */
  readonly values: number[];
  sum: number;
}

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly kind: Kind;
  /** Upper bounds, ascending; empty but for histograms. */
  readonly bounds: readonly number[];
  readonly series: Map<string, Series>;
}

export interface Counter {
  add(labels: Labels, by?: number): void;
}
export interface Gauge {
  set(labels: Labels, value: number): void;
}
export interface Histogram {
  observe(labels: Labels, value: number): void;
}

/** Metrics of one process, in the text format of Prometheus (version 0.0.4). */
export class MetricRegistry {
  readonly #metrics: Metric[] = [];

  counter(name: string, help: string): Counter {
    const metric = this.#define(name, help, "counter", []);
    return {
      add: (labels, by = 1) => {
        const series = seriesOf(metric, labels);
        series.values[0] = (series.values[0] ?? 0) + by;
      },
    };
  }

  gauge(name: string, help: string): Gauge {
    const metric = this.#define(name, help, "gauge", []);
    return {
      set: (labels, value) => {
        seriesOf(metric, labels).values[0] = value;
      },
    };
  }

  histogram(name: string, help: string, bounds: readonly number[]): Histogram {
    const metric = this.#define(name, help, "histogram", bounds);
    return {
      observe: (labels, value) => {
        const series = seriesOf(metric, labels);
        const found = bounds.findIndex((bound) => value <= bound);
        const bucket = found < 0 ? bounds.length : found;
        series.values[bucket] = (series.values[bucket] ?? 0) + 1;
        series.sum += value;
      },
    };
  }

  /** Metrics in the order of their definition, series in the order of their labels: the same values give the same text. */
  text(): string {
    return this.#metrics.map(metricText).join("");
  }

  #define(name: string, help: string, kind: Kind, bounds: readonly number[]): Metric {
    const metric: Metric = { name, help, kind, bounds, series: new Map() };
    this.#metrics.push(metric);
    return metric;
  }
}

function seriesOf({ bounds, series }: Metric, labels: Labels): Series {
  const key = labelText(labels);
  const known = series.get(key);
  if (known !== undefined) return known;
  const made: Series = { labels, values: new Array<number>(bounds.length + 1).fill(0), sum: 0 };
  series.set(key, made);
  return made;
}

const LABEL_ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n" };

/** `{a="x",b="y"}`; empty for no labels. */
function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, (c) => LABEL_ESCAPES[c] ?? c)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function metricText(metric: Metric): string {
  const { name, help, kind, series } = metric;
  if (series.size === 0) return "";
  const sorted = [...series].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const lines = sorted.flatMap((one) =>
    kind === "histogram" ? histogramLines(metric, one) : [line(name, one.labels, one.values[0] ?? 0)],
  );
  return `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${lines.join("")}`;
}

function histogramLines({ name, bounds }: Metric, { labels, values, sum }: Series): string[] {
  let total = 0;
  const buckets = [...bounds, Number.POSITIVE_INFINITY].map((bound, index) => {
    total += values[index] ?? 0;
    return line(`${name}_bucket`, { ...labels, le: bound === Number.POSITIVE_INFINITY ? "+Inf" : String(bound) }, total);
  });
  return [...buckets, line(`${name}_sum`, labels, sum), line(`${name}_count`, labels, total)];
}

const line = (name: string, labels: Labels, value: number) => `${name}${labelText(labels)} ${value}\n`;
