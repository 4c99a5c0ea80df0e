// @ts-nocheck: its declarations count, its inside is the generator's.
// https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/checkpoint
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from "../cdk.ts";

// Configuration

export interface CheckpointConfig extends cdktf.TerraformMetaArguments {
  /**
  * Text kept with the checkpoint in VMM. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/checkpoint#description Checkpoint#description}
  */
  readonly description?: string;
  /**
  * Identity of the resource within the provider's `scope`: VMM keeps it with the object, so that an apply that was broken off finds it again. Lower-case letters, digits, `-` and `.`. Made of `name` unless it is given, and kept from then on.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/checkpoint#key Checkpoint#key}
  */
  readonly key?: string;
  /**
  * Name of the checkpoint, as VMM shows it; made of the `key` unless it is given. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/checkpoint#name Checkpoint#name}
  */
  readonly name?: string;
  /**
  * How long it may take to make and to merge; goes before those of the provider block.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/checkpoint#timeouts Checkpoint#timeouts}
  */
  readonly timeouts?: CheckpointTimeouts;
  /**
  * VMM's id of the VM that the checkpoint is of: `scvmm_virtual_machine.web.id`. It is taken once that VM is as its configuration says. A change replaces it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/checkpoint#virtual_machine_id Checkpoint#virtual_machine_id}
  */
  readonly virtualMachineId?: string;
  /**
  * Name of the VM, in place of `virtual_machine_id`; it must be unique in VMM. For VMs that are none of Terraform's. A change replaces it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/checkpoint#virtual_machine_name Checkpoint#virtual_machine_name}
  */
  readonly virtualMachineName?: string;
}
export interface CheckpointTimeouts {
  /**
  * For making it, or making it anew.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/checkpoint#create Checkpoint#create}
  */
  readonly create?: string;
  /**
  * For removing it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/checkpoint#delete Checkpoint#delete}
  */
  readonly delete?: string;
  /**
  * For a change of what is there.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/checkpoint#update Checkpoint#update}
  */
  readonly update?: string;
}

export function checkpointTimeoutsToTerraform(struct?: CheckpointTimeouts | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    create: cdktf.stringToTerraform(struct!.create),
    delete: cdktf.stringToTerraform(struct!.delete),
    update: cdktf.stringToTerraform(struct!.update),
  }
}


export function checkpointTimeoutsToHclTerraform(struct?: CheckpointTimeouts | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    create: {
      value: cdktf.stringToHclTerraform(struct!.create),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    delete: {
      value: cdktf.stringToHclTerraform(struct!.delete),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    update: {
      value: cdktf.stringToHclTerraform(struct!.update),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class CheckpointTimeoutsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): CheckpointTimeouts | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._create !== undefined) {
      hasAnyValues = true;
      internalValueResult.create = this._create;
    }
    if (this._delete !== undefined) {
      hasAnyValues = true;
      internalValueResult.delete = this._delete;
    }
    if (this._update !== undefined) {
      hasAnyValues = true;
      internalValueResult.update = this._update;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: CheckpointTimeouts | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._create = undefined;
      this._delete = undefined;
      this._update = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._create = value.create;
      this._delete = value.delete;
      this._update = value.update;
    }
  }

  // create - computed: false, optional: true, required: false
  private _create?: string; 
  public get create() {
    return this.getStringAttribute('create');
  }
  public set create(value: string) {
    this._create = value;
  }
  public resetCreate() {
    this._create = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get createInput() {
    return this._create;
  }

  // delete - computed: false, optional: true, required: false
  private _delete?: string; 
  public get delete() {
    return this.getStringAttribute('delete');
  }
  public set delete(value: string) {
    this._delete = value;
  }
  public resetDelete() {
    this._delete = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get deleteInput() {
    return this._delete;
  }

  // update - computed: false, optional: true, required: false
  private _update?: string; 
  public get update() {
    return this.getStringAttribute('update');
  }
  public set update(value: string) {
    this._update = value;
  }
  public resetUpdate() {
    this._update = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get updateInput() {
    return this._update;
  }
}

/**
* Represents a {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/checkpoint scvmm_checkpoint}
*/
export class Checkpoint extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scvmm_checkpoint";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a Checkpoint resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Checkpoint to import
  * @param importFromId The id of the existing Checkpoint that should be imported. Refer to the {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/checkpoint#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the Checkpoint to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scvmm_checkpoint", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/checkpoint scvmm_checkpoint} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options CheckpointConfig = {}
  */
  public constructor(scope: Construct, id: string, config: CheckpointConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'scvmm_checkpoint',
      terraformGeneratorMetadata: {
        providerName: 'scvmm',
        providerVersionConstraint: '~> 0.1'
      },
      provider: config.provider,
      dependsOn: config.dependsOn,
      count: config.count,
      lifecycle: config.lifecycle,
      provisioners: config.provisioners,
      connection: config.connection,
      forEach: config.forEach
    });
    this._description = config.description;
    this._key = config.key;
    this._name = config.name;
    this._timeouts.internalValue = config.timeouts;
    this._virtualMachineId = config.virtualMachineId;
    this._virtualMachineName = config.virtualMachineName;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // description - computed: false, optional: true, required: false
  private _description?: string; 
  public get description() {
    return this.getStringAttribute('description');
  }
  public set description(value: string) {
    this._description = value;
  }
  public resetDescription() {
    this._description = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get descriptionInput() {
    return this._description;
  }

  // disruption - computed: true, optional: false, required: false
  public get disruption() {
    return this.getStringAttribute('disruption');
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // key - computed: true, optional: true, required: false
  private _key?: string; 
  public get key() {
    return this.getStringAttribute('key');
  }
  public set key(value: string) {
    this._key = value;
  }
  public resetKey() {
    this._key = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keyInput() {
    return this._key;
  }

  // name - computed: true, optional: true, required: false
  private _name?: string; 
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  public resetName() {
    this._name = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // taken_at - computed: true, optional: false, required: false
  public get takenAt() {
    return this.getStringAttribute('taken_at');
  }

  // timeouts - computed: false, optional: true, required: false
  private _timeouts = new CheckpointTimeoutsOutputReference(this, "timeouts");
  public get timeouts() {
    return this._timeouts;
  }
  public putTimeouts(value: CheckpointTimeouts) {
    this._timeouts.internalValue = value;
  }
  public resetTimeouts() {
    this._timeouts.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeoutsInput() {
    return this._timeouts.internalValue;
  }

  // unfinished - computed: true, optional: false, required: false
  public get unfinished() {
    return this.getStringAttribute('unfinished');
  }

  // virtual_machine_id - computed: false, optional: true, required: false
  private _virtualMachineId?: string; 
  public get virtualMachineId() {
    return this.getStringAttribute('virtual_machine_id');
  }
  public set virtualMachineId(value: string) {
    this._virtualMachineId = value;
  }
  public resetVirtualMachineId() {
    this._virtualMachineId = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get virtualMachineIdInput() {
    return this._virtualMachineId;
  }

  // virtual_machine_name - computed: false, optional: true, required: false
  private _virtualMachineName?: string; 
  public get virtualMachineName() {
    return this.getStringAttribute('virtual_machine_name');
  }
  public set virtualMachineName(value: string) {
    this._virtualMachineName = value;
  }
  public resetVirtualMachineName() {
    this._virtualMachineName = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get virtualMachineNameInput() {
    return this._virtualMachineName;
  }

  // waiting - computed: true, optional: false, required: false
  private _waiting = new cdktf.StringMap(this, "waiting");
  public get waiting() {
    return this._waiting;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      description: cdktf.stringToTerraform(this._description),
      key: cdktf.stringToTerraform(this._key),
      name: cdktf.stringToTerraform(this._name),
      timeouts: checkpointTimeoutsToTerraform(this._timeouts.internalValue),
      virtual_machine_id: cdktf.stringToTerraform(this._virtualMachineId),
      virtual_machine_name: cdktf.stringToTerraform(this._virtualMachineName),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      description: {
        value: cdktf.stringToHclTerraform(this._description),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      key: {
        value: cdktf.stringToHclTerraform(this._key),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      timeouts: {
        value: checkpointTimeoutsToHclTerraform(this._timeouts.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "CheckpointTimeouts",
      },
      virtual_machine_id: {
        value: cdktf.stringToHclTerraform(this._virtualMachineId),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      virtual_machine_name: {
        value: cdktf.stringToHclTerraform(this._virtualMachineName),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
