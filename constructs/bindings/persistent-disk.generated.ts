// @ts-nocheck: its declarations count, its inside is the generator's.
// https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/persistent_disk
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from "../cdk.ts";

// Configuration

export interface PersistentDiskConfig extends cdktf.TerraformMetaArguments {
  /**
  * Whether the file grows as it is written. `true` unless it is given. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/persistent_disk#dynamic PersistentDisk#dynamic}
  */
  readonly dynamic?: boolean | cdktf.IResolvable;
  /**
  * Identity of the resource within the provider's `scope`: VMM keeps it with the object, so that an apply that was broken off finds it again. Lower-case letters, digits, `-` and `.`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/persistent_disk#key PersistentDisk#key}
  */
  readonly key: string;
  /**
  * Folder that the file is made in; by default the one that holds the folder of its first VM. It has to be there. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/persistent_disk#path PersistentDisk#path}
  */
  readonly path?: string;
  /**
  * What becomes of the file when this configuration is gone: Retain leaves it and tells of it, Delete deletes it with all data. One of `Retain`, `Delete`. `Retain` unless it is given. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/persistent_disk#reclaim_policy PersistentDisk#reclaim_policy}
  */
  readonly reclaimPolicy?: string;
  /**
  * Size of the disk; growing is in place, once a machine has it; shrinking is refused. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/persistent_disk#size PersistentDisk#size}
  */
  readonly size: string;
}

/**
* Represents a {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/persistent_disk scvmm_persistent_disk}
*/
export class PersistentDisk extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scvmm_persistent_disk";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a PersistentDisk resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the PersistentDisk to import
  * @param importFromId The id of the existing PersistentDisk that should be imported. Refer to the {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/persistent_disk#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the PersistentDisk to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scvmm_persistent_disk", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/persistent_disk scvmm_persistent_disk} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options PersistentDiskConfig
  */
  public constructor(scope: Construct, id: string, config: PersistentDiskConfig) {
    super(scope, id, {
      terraformResourceType: 'scvmm_persistent_disk',
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
    this._dynamic = config.dynamic;
    this._key = config.key;
    this._path = config.path;
    this._reclaimPolicy = config.reclaimPolicy;
    this._size = config.size;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // disruption - computed: true, optional: false, required: false
  public get disruption() {
    return this.getStringAttribute('disruption');
  }

  // dynamic - computed: false, optional: true, required: false
  private _dynamic?: boolean | cdktf.IResolvable; 
  public get dynamic() {
    return this.getBooleanAttribute('dynamic');
  }
  public set dynamic(value: boolean | cdktf.IResolvable) {
    this._dynamic = value;
  }
  public resetDynamic() {
    this._dynamic = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get dynamicInput() {
    return this._dynamic;
  }

  // file - computed: true, optional: false, required: false
  public get file() {
    return this.getStringAttribute('file');
  }

  // host - computed: true, optional: false, required: false
  public get host() {
    return this.getStringAttribute('host');
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // key - computed: false, optional: false, required: true
  private _key?: string; 
  public get key() {
    return this.getStringAttribute('key');
  }
  public set key(value: string) {
    this._key = value;
  }
  // Temporarily expose input value. Use with caution.
  public get keyInput() {
    return this._key;
  }

  // path - computed: false, optional: true, required: false
  private _path?: string; 
  public get path() {
    return this.getStringAttribute('path');
  }
  public set path(value: string) {
    this._path = value;
  }
  public resetPath() {
    this._path = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get pathInput() {
    return this._path;
  }

  // reclaim_policy - computed: false, optional: true, required: false
  private _reclaimPolicy?: string; 
  public get reclaimPolicy() {
    return this.getStringAttribute('reclaim_policy');
  }
  public set reclaimPolicy(value: string) {
    this._reclaimPolicy = value;
  }
  public resetReclaimPolicy() {
    this._reclaimPolicy = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get reclaimPolicyInput() {
    return this._reclaimPolicy;
  }

  // size - computed: false, optional: false, required: true
  private _size?: string; 
  public get size() {
    return this.getStringAttribute('size');
  }
  public set size(value: string) {
    this._size = value;
  }
  // Temporarily expose input value. Use with caution.
  public get sizeInput() {
    return this._size;
  }

  // unfinished - computed: true, optional: false, required: false
  public get unfinished() {
    return this.getStringAttribute('unfinished');
  }

  // virtual_machine - computed: true, optional: false, required: false
  public get virtualMachine() {
    return this.getStringAttribute('virtual_machine');
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
      dynamic: cdktf.booleanToTerraform(this._dynamic),
      key: cdktf.stringToTerraform(this._key),
      path: cdktf.stringToTerraform(this._path),
      reclaim_policy: cdktf.stringToTerraform(this._reclaimPolicy),
      size: cdktf.stringToTerraform(this._size),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      dynamic: {
        value: cdktf.booleanToHclTerraform(this._dynamic),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      key: {
        value: cdktf.stringToHclTerraform(this._key),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      path: {
        value: cdktf.stringToHclTerraform(this._path),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      reclaim_policy: {
        value: cdktf.stringToHclTerraform(this._reclaimPolicy),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      size: {
        value: cdktf.stringToHclTerraform(this._size),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
