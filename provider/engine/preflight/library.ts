import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Id, Inventory } from "../inventory.ts";
import type { Draft, Planning } from "../kind.ts";
import type { DesiredMachine } from "../kinds/machine/goal.ts";
import type { Operation } from "../operation.ts";
import { listed } from "../text.ts";

/** Files of the library that a change needs and that VMM cannot find any more: told before half of the machine is made. */
export function missingFiles(drafts: readonly Draft[], { providers }: Planning): readonly Diagnostic[] {
  return drafts.flatMap(({ goal, steps, provider, place }) => {
    const inventory = providers.get(provider)?.world.inventory;
    if (goal.kind !== "ScvmmMachine" || !inventory) return [];
    const operations = steps.steps.flatMap(({ task }) => (task.kind === "operate" ? [task.operation] : []));
    return operations
      .flatMap((operation) => lostBy(operation, goal.desired, inventory))
      .map(({ path, files }) => place(problem(path, files)));
  });
}

interface Lost {
  /** In the manifest. */
  readonly path: string;
  readonly files: readonly string[];
}

function lostBy(operation: Operation, desired: DesiredMachine | null, { templates, isos, virtualHardDisks }: Inventory): readonly Lost[] {
  const lostDisk = (id: Id, path: string): readonly Lost[] =>
    virtualHardDisks.filter((disk) => disk.id === id && disk.missing).map((disk) => ({ path, files: [disk.path] }));
  const lostIso = (isoPath: string): readonly Lost[] =>
    isos.filter((iso) => iso.path === isoPath && iso.missing).map((iso) => ({ path: "spec.dvdDrive.iso", files: [iso.path] }));
  if (operation.kind === "attach-iso") return lostIso(operation.isoPath);
  if (operation.kind === "add-disk")
    return "virtualHardDiskId" in operation.content ? lostDisk(operation.content.virtualHardDiskId, "spec.disks") : [];
  if (operation.kind !== "create-machine") return [];
  const ofTemplate = templates.find(({ id }) => id === operation.templateId)?.missingFiles ?? [];
  return [
    ...(ofTemplate.length > 0 ? [{ path: "spec.vmTemplate", files: ofTemplate }] : []),
    ...(desired?.disks ?? []).flatMap(({ vhDisk }, index) => (vhDisk ? lostDisk(vhDisk.id, `spec.disks[${index}].vhDisk`) : [])),
    ...(desired?.dvdDrive?.iso ? lostIso(desired.dvdDrive.iso.path) : []),
  ];
}

function problem(path: string, files: readonly string[]): Diagnostic {
  return {
    code: "PLAN_LIBRARY_FILE_MISSING",
    severity: "error",
    path,
    summary: `the library has lost ${files.length === 1 ? "a file" : `${files.length} files`} that this needs`,
    detail: `VMM cannot find ${listed(files)}.`,
    hint: "Put the file back and refresh the library share in VMM, or name another one.",
  };
}
