import { Construct } from "constructs";
import { Name, type NameConfig, type NameRanges } from "./bindings/name.generated.ts";
import { checkAtSynth } from "./check-at-synth.ts";

export interface ScvmmNamePoolProps extends Pick<NameConfig, "provider"> {
  /** Tried in this order, e.g. `[{ from: "web-01", to: "web-20" }]`. */
  readonly ranges: readonly NameRanges[];
}

/**
 * Names for machines, written down once. Each claim is a `scvmm_name`, which VMM keeps, so that nobody gets the same name twice.
 *
 * @example
 * const names = new ScvmmNamePool(this, "names", { ranges: [{ from: "web-01", to: "web-20" }] });
 * new ScvmmVirtualMachine(this, "web-1", { name: names.claim("web-1"), cloud: "Production", vmTemplate: "debian-12", cpuCount: 2 });
 */
export class ScvmmNamePool extends Construct {
  readonly #props: ScvmmNamePoolProps;

  constructor(scope: Construct, id: string, props: ScvmmNamePoolProps) {
    super(scope, id);
    this.#props = props;
  }

  /** The name that this claim holds: a token, known once it is deployed. Throws where there is a claim of this key. */
  claim(key: string): string {
    if (this.node.tryFindChild(key)) throw new Error(`${this.node.path}: there is a claim ${key} already`);
    const { ranges, ...meta } = this.#props;
    return new CheckedName(this, key, { ...meta, key, ranges: [...ranges] }).name;
  }
}

class CheckedName extends Name {
  constructor(scope: Construct, id: string, config: NameConfig) {
    super(scope, id, config);
    checkAtSynth(this, CheckedName, config, () => this.synthesizeAttributes());
  }
}
