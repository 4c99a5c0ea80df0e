import { DURATION_MS } from "../durations.ts";
import { demandFree, demandPresent } from "../machine-state.ts";
import type { CustomProperty } from "../objects/fabric.ts";
import type { CustomPropertyValue, VirtualMachine } from "../objects/machine.ts";
import { equals } from "../ordinal.ts";
import { unsupported } from "../unsupported.ts";
import { vmmErrors } from "../vmm-errors.ts";
import type { World } from "../world.ts";
import type { CmdletDefinition } from "./definition.ts";

const define: CmdletDefinition = {
  honours: ["Name", "Description", "AddMember"],
  run: (parameters, world) => {
    const name = parameters.text("Name") ?? "";
    const taken = () => [...world.store.customProperties.values()].some((one) => equals(one.Name, name));
    if (taken()) throw vmmErrors.propertyExists(name);
    const property: CustomProperty = {
      $type: "CustomProperty",
      ID: world.random.guid(),
      Name: name,
      MarkedForDeletion: false,
      Description: parameters.text("Description") ?? "",
      Members: parameters.texts("AddMember") ?? [],
    };
    return {
      objects: [property],
      work: {
        title: "Create custom property",
        target: property,
        locks: [],
        durationMs: DURATION_MS.property,
        finish: () => {
          if (taken()) throw vmmErrors.propertyExists(name);
          world.store.customProperties.set(property.ID, property);
        },
      },
    };
  },
};

/** The name stays here: nobody renames one. */
const redefine: CmdletDefinition = {
  honours: ["CustomProperty", "Description"],
  run: (parameters, world) => {
    const property = parameters.demanded("CustomProperty", "CustomProperty");
    const description = parameters.text("Description") ?? property.Description;
    return {
      objects: [property],
      work: {
        title: "Change custom property",
        target: property,
        locks: [],
        durationMs: DURATION_MS.property,
        finish: () => {
          demandDefined(world, property);
          property.Description = description;
        },
      },
    };
  },
};

/** Its values go with it. */
const removeDefinition: CmdletDefinition = {
  honours: ["CustomProperty", "Confirm"],
  run: (parameters, world) => {
    const property = parameters.demanded("CustomProperty", "CustomProperty");
    demandDefined(world, property);
    return {
      objects: [property],
      work: {
        title: "Remove custom property",
        target: property,
        locks: [],
        durationMs: DURATION_MS.property,
        finish: () => {
          world.store.customProperties.delete(property.ID);
          for (const vm of world.store.vms.values()) vm.CustomProperty.delete(property.Name);
          property.MarkedForDeletion = true;
        },
      },
    };
  },
};

function demandDefined({ store }: World, property: CustomProperty): void {
  if (!store.customProperties.has(property.ID)) throw vmmErrors.objectNotFound("CustomProperty", property.Name);
}

function holding(vm: VirtualMachine, property: CustomProperty, value: string): CustomPropertyValue {
  return {
    $type: "CustomPropertyValue",
    // A value has no row of its own here: its id follows from the two that it stands between.
    ID: `${vm.ID.slice(0, 18)}${property.ID.slice(18)}`,
    Name: property.Name,
    MarkedForDeletion: false,
    Value: value,
    CustomProperty: property,
    $object: vm,
  };
}

function held(vm: VirtualMachine, property: CustomProperty): readonly CustomPropertyValue[] {
  const value = vm.CustomProperty.get(property.Name);
  return value === undefined ? [] : [holding(vm, property, value)];
}

const readValue: CmdletDefinition = {
  honours: ["All", "CustomProperty", "InputObject"],
  run: (parameters, { store }) => {
    const vm = parameters.object("InputObject", "VM");
    if (parameters.set === "Filter" && !vm) throw unsupported("Get-SCCustomPropertyValue", "objects other than VMs");
    const property = parameters.object("CustomProperty", "CustomProperty");
    const properties = property ? [property] : [...store.customProperties.values()];
    const vms = vm ? [vm] : [...store.vms.values()];
    return { objects: vms.flatMap((one) => properties.flatMap((each) => held(one, each))) };
  },
};

function change(world: World, vm: VirtualMachine, property: CustomProperty, value: string | null) {
  demandFree(world, vm);
  return {
    title: "Change custom property value",
    target: vm,
    locks: [vm],
    durationMs: DURATION_MS.property,
    finish: () => {
      demandPresent(world, vm);
      if (value === null) vm.CustomProperty.delete(property.Name);
      else vm.CustomProperty.set(property.Name, value);
    },
  };
}

const setValue: CmdletDefinition = {
  honours: ["InputObject", "CustomProperty", "Value"],
  run: (parameters, world) => {
    const vm = parameters.object("InputObject", "VM");
    if (!vm) throw unsupported("Set-SCCustomPropertyValue", "objects other than VMs");
    const property = parameters.demanded("CustomProperty", "CustomProperty");
    if (!property.Members.includes("VM")) throw vmmErrors.notAMember(property.Name, "VM");
    const value = parameters.text("Value") ?? "";
    return { objects: [holding(vm, property, value)], work: change(world, vm, property, value) };
  },
};

const removeValue: CmdletDefinition = {
  honours: ["CustomPropertyValue"],
  run: (parameters, world) => {
    const value = parameters.demanded("CustomPropertyValue", "CustomPropertyValue");
    return { objects: [value], work: change(world, value.$object, value.CustomProperty, null) };
  },
};

export const customPropertyCmdlets = {
  "Get-SCCustomPropertyValue": readValue,
  "New-SCCustomProperty": define,
  "Remove-SCCustomProperty": removeDefinition,
  "Remove-SCCustomPropertyValue": removeValue,
  "Set-SCCustomProperty": redefine,
  "Set-SCCustomPropertyValue": setValue,
} as const satisfies Record<string, CmdletDefinition>;
