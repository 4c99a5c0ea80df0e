// @ts-nocheck: its declarations count, its inside is the generator's.
// https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/data-sources/inventory
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from "../cdk.ts";

// Configuration

export interface DataScvmmInventoryConfig extends cdktf.TerraformMetaArguments {
}
export interface DataScvmmInventoryAccount {
}

export function dataScvmmInventoryAccountToTerraform(struct?: DataScvmmInventoryAccount): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataScvmmInventoryAccountToHclTerraform(struct?: DataScvmmInventoryAccount): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataScvmmInventoryAccountOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataScvmmInventoryAccount | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataScvmmInventoryAccount | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // profile - computed: true, optional: false, required: false
  public get profile() {
    return this.getStringAttribute('profile');
  }

  // role - computed: true, optional: false, required: false
  public get role() {
    return this.getStringAttribute('role');
  }

  // user - computed: true, optional: false, required: false
  public get user() {
    return this.getStringAttribute('user');
  }
}
export interface DataScvmmInventoryCoverage {
}

export function dataScvmmInventoryCoverageToTerraform(struct?: DataScvmmInventoryCoverage): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataScvmmInventoryCoverageToHclTerraform(struct?: DataScvmmInventoryCoverage): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataScvmmInventoryCoverageOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataScvmmInventoryCoverage | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataScvmmInventoryCoverage | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // other_scopes - computed: true, optional: false, required: false
  public get otherScopes() {
    return this.getNumberAttribute('other_scopes');
  }

  // own - computed: true, optional: false, required: false
  public get own() {
    return this.getNumberAttribute('own');
  }

  // total - computed: true, optional: false, required: false
  public get total() {
    return this.getNumberAttribute('total');
  }

  // unmanaged - computed: true, optional: false, required: false
  public get unmanaged() {
    return this.getNumberAttribute('unmanaged');
  }
}
export interface DataScvmmInventoryServer {
}

export function dataScvmmInventoryServerToTerraform(struct?: DataScvmmInventoryServer): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataScvmmInventoryServerToHclTerraform(struct?: DataScvmmInventoryServer): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataScvmmInventoryServerOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataScvmmInventoryServer | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataScvmmInventoryServer | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // name - computed: true, optional: false, required: false
  public get name() {
    return this.getStringAttribute('name');
  }

  // version - computed: true, optional: false, required: false
  public get version() {
    return this.getStringAttribute('version');
  }
}

/**
* Represents a {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/data-sources/inventory scvmm_inventory}
*/
export class DataScvmmInventory extends cdktf.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scvmm_inventory";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a DataScvmmInventory resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataScvmmInventory to import
  * @param importFromId The id of the existing DataScvmmInventory that should be imported. Refer to the {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/data-sources/inventory#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataScvmmInventory to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scvmm_inventory", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/data-sources/inventory scvmm_inventory} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataScvmmInventoryConfig = {}
  */
  public constructor(scope: Construct, id: string, config: DataScvmmInventoryConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'scvmm_inventory',
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
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // account - computed: true, optional: false, required: false
  private _account = new DataScvmmInventoryAccountOutputReference(this, "account");
  public get account() {
    return this._account;
  }

  // clouds - computed: true, optional: false, required: false
  public get clouds() {
    return this.getListAttribute('clouds');
  }

  // counts - computed: true, optional: false, required: false
  private _counts = new cdktf.NumberMap(this, "counts");
  public get counts() {
    return this._counts;
  }

  // coverage - computed: true, optional: false, required: false
  private _coverage = new DataScvmmInventoryCoverageOutputReference(this, "coverage");
  public get coverage() {
    return this._coverage;
  }

  // custom_properties - computed: true, optional: false, required: false
  public get customProperties() {
    return this.getListAttribute('custom_properties');
  }

  // hardware_profiles - computed: true, optional: false, required: false
  public get hardwareProfiles() {
    return this.getListAttribute('hardware_profiles');
  }

  // host_groups - computed: true, optional: false, required: false
  public get hostGroups() {
    return this.getListAttribute('host_groups');
  }

  // hosts - computed: true, optional: false, required: false
  public get hosts() {
    return this.getListAttribute('hosts');
  }

  // ip_pools - computed: true, optional: false, required: false
  public get ipPools() {
    return this.getListAttribute('ip_pools');
  }

  // isos - computed: true, optional: false, required: false
  public get isos() {
    return this.getListAttribute('isos');
  }

  // library_shares - computed: true, optional: false, required: false
  public get libraryShares() {
    return this.getListAttribute('library_shares');
  }

  // mac_pools - computed: true, optional: false, required: false
  public get macPools() {
    return this.getListAttribute('mac_pools');
  }

  // operating_systems - computed: true, optional: false, required: false
  public get operatingSystems() {
    return this.getListAttribute('operating_systems');
  }

  // port_classifications - computed: true, optional: false, required: false
  public get portClassifications() {
    return this.getListAttribute('port_classifications');
  }

  // server - computed: true, optional: false, required: false
  private _server = new DataScvmmInventoryServerOutputReference(this, "server");
  public get server() {
    return this._server;
  }

  // storage_classifications - computed: true, optional: false, required: false
  public get storageClassifications() {
    return this.getListAttribute('storage_classifications');
  }

  // storage_qos_policies - computed: true, optional: false, required: false
  public get storageQosPolicies() {
    return this.getListAttribute('storage_qos_policies');
  }

  // templates - computed: true, optional: false, required: false
  public get templates() {
    return this.getListAttribute('templates');
  }

  // virtual_hard_disks - computed: true, optional: false, required: false
  public get virtualHardDisks() {
    return this.getListAttribute('virtual_hard_disks');
  }

  // vm_networks - computed: true, optional: false, required: false
  public get vmNetworks() {
    return this.getListAttribute('vm_networks');
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
    };
    return attrs;
  }
}
