import type { ResourceKind } from "../kind.ts";
import type { VirtualIpGoal } from "./virtual-ip/goal.ts";
import { planVirtualIps } from "./virtual-ip/plan.ts";
import { virtualIpSteps } from "./virtual-ip/steps.ts";

export const virtualIp: ResourceKind<VirtualIpGoal> = { kind: "ScvmmVirtualIP", plan: planVirtualIps, steps: virtualIpSteps };
