import type { Planned } from "../../../provider/engine/plan-changes.ts";
import type { VmmReader } from "../../../provider/engine/port.ts";
import type { PreflightAnswers } from "../../../provider/engine/preflight/contract.ts";
import { type Preflighted, preflight } from "../../../provider/engine/preflight/preflight.ts";
import { questionsOf } from "../../../provider/engine/preflight/questions.ts";
import type { Manifests } from "../../../provider/model/manifests.ts";
import type { PreflightDepth } from "../../../provider/model/preflight.ts";
import { defaultEstate } from "../../../provider/simulator/estate/default-estate.ts";
import type { Estate } from "../../../provider/simulator/estate/estate.ts";
import { manifests, PROVIDER } from "./manifests.ts";

type Quota = Estate["clouds"][number]["quota"];

interface EstateGiven {
  readonly quota?: Quota;
  readonly userQuota?: Quota;
  readonly role?: NonNullable<Estate["server"]["role"]>;
  readonly hosts?: (host: Estate["hosts"][number]) => Partial<Estate["hosts"][number]>;
  readonly vms?: number;
}

/** The default estate, with limits on the cloud Production. */
export function limitedEstate({ quota, userQuota, role, hosts = () => ({}), vms = 0 }: EstateGiven): Estate {
  const estate = defaultEstate(1, { vms });
  return {
    ...estate,
    server: { ...estate.server, ...(role ? { role } : {}) },
    hosts: estate.hosts.map((host) => ({ ...host, ...hosts(host) })),
    clouds: estate.clouds.map((cloud) =>
      cloud.name === "Production" ? { ...cloud, quota: quota ?? cloud.quota, userQuota: userQuota ?? cloud.userQuota } : cloud,
    ),
  };
}

/** Asks what a plan has to ask, and judges it by the answers. */
export async function preflightOn(
  reader: Pick<VmmReader, "readPreflight">,
  planned: Planned,
  some: Partial<Manifests>,
  depth: PreflightDepth = "full",
): Promise<Preflighted> {
  const outlook = planned.outlook.providers.get(PROVIDER);
  const asked = outlook && questionsOf(outlook, depth);
  const heard = asked ? [[PROVIDER, { answers: await reader.readPreflight(asked.questions), notAsked: asked.notAsked }] as const] : [];
  return preflight(planned, new Map(heard), manifests(some), depth);
}

/** Answers of a VMM that has none. */
export const noAnswers: PreflightAnswers = { quotas: [], ratings: [], permissions: null, unanswered: [] };
