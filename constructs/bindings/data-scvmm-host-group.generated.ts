// @ts-nocheck: its declarations count, its inside is the generator's.
// https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/data-sources/host_group
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from "../cdk.ts";

// Configuration

export interface DataScvmmHostGroupConfig extends cdktf.TerraformMetaArguments {
  /**
  * VMM's id of the host group.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/data-sources/host_group#id DataScvmmHostGroup#id}
  *
  * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
  * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
  */
  readonly id?: string;
  /**
  * Its name, as VMM spells it; looked for without regard to case.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/data-sources/host_group#name DataScvmmHostGroup#name}
  */
  readonly name?: string;
  /**
  * Its path from the root, `All Hosts\Datacenter A`: what tells groups of one name apart.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/data-sources/host_group#path DataScvmmHostGroup#path}
  */
  readonly path?: string;
}

/**
* Represents a {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/data-sources/host_group scvmm_host_group}
*/
export class DataScvmmHostGroup extends cdktf.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scvmm_host_group";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a DataScvmmHostGroup resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataScvmmHostGroup to import
  * @param importFromId The id of the existing DataScvmmHostGroup that should be imported. Refer to the {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/data-sources/host_group#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataScvmmHostGroup to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scvmm_host_group", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/data-sources/host_group scvmm_host_group} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataScvmmHostGroupConfig = {}
  */
  public constructor(scope: Construct, id: string, config: DataScvmmHostGroupConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'scvmm_host_group',
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
    this._id = config.id;
    this._name = config.name;
    this._path = config.path;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // host_groups - computed: true, optional: false, required: false
  public get hostGroups() {
    return this.getListAttribute('host_groups');
  }

  // hosts - computed: true, optional: false, required: false
  public get hosts() {
    return this.getListAttribute('hosts');
  }

  // id - computed: true, optional: true, required: false
  private _id?: string; 
  public get id() {
    return this.getStringAttribute('id');
  }
  public set id(value: string) {
    this._id = value;
  }
  public resetId() {
    this._id = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get idInput() {
    return this._id;
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

  // parent - computed: true, optional: false, required: false
  public get parent() {
    return this.getStringAttribute('parent');
  }

  // path - computed: true, optional: true, required: false
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

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      id: cdktf.stringToTerraform(this._id),
      name: cdktf.stringToTerraform(this._name),
      path: cdktf.stringToTerraform(this._path),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      id: {
        value: cdktf.stringToHclTerraform(this._id),
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
      path: {
        value: cdktf.stringToHclTerraform(this._path),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
