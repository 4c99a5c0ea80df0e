// @ts-nocheck: its declarations count, its inside is the generator's.
// https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/name
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from "../cdk.ts";

// Configuration

export interface NameConfig extends cdktf.TerraformMetaArguments {
  /**
  * Identity of the resource within the provider's `scope`: VMM keeps it with the object, so that an apply that was broken off finds it again. Lower-case letters, digits, `-` and `.`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/name#key Name#key}
  */
  readonly key: string;
  /**
  * Ranges of names, tried in this order. A name that is held stays as long as it is in one of them; a change that leaves it out replaces the resource.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/name#ranges Name#ranges}
  */
  readonly ranges: NameRanges[] | cdktf.IResolvable;
}
export interface NameRanges {
  /**
  * First name of the range, e.g. `web-01`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/name#from Name#from}
  */
  readonly from: string;
  /**
  * Text put after each name.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/name#postfix Name#postfix}
  */
  readonly postfix?: string;
  /**
  * Last name of the range, e.g. `web-20`; by default the range is the one name.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/name#to Name#to}
  */
  readonly to?: string;
}

export function nameRangesToTerraform(struct?: NameRanges | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    from: cdktf.stringToTerraform(struct!.from),
    postfix: cdktf.stringToTerraform(struct!.postfix),
    to: cdktf.stringToTerraform(struct!.to),
  }
}


export function nameRangesToHclTerraform(struct?: NameRanges | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    from: {
      value: cdktf.stringToHclTerraform(struct!.from),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    postfix: {
      value: cdktf.stringToHclTerraform(struct!.postfix),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    to: {
      value: cdktf.stringToHclTerraform(struct!.to),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class NameRangesOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): NameRanges | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._from !== undefined) {
      hasAnyValues = true;
      internalValueResult.from = this._from;
    }
    if (this._postfix !== undefined) {
      hasAnyValues = true;
      internalValueResult.postfix = this._postfix;
    }
    if (this._to !== undefined) {
      hasAnyValues = true;
      internalValueResult.to = this._to;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: NameRanges | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._from = undefined;
      this._postfix = undefined;
      this._to = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._from = value.from;
      this._postfix = value.postfix;
      this._to = value.to;
    }
  }

  // from - computed: false, optional: false, required: true
  private _from?: string; 
  public get from() {
    return this.getStringAttribute('from');
  }
  public set from(value: string) {
    this._from = value;
  }
  // Temporarily expose input value. Use with caution.
  public get fromInput() {
    return this._from;
  }

  // postfix - computed: false, optional: true, required: false
  private _postfix?: string; 
  public get postfix() {
    return this.getStringAttribute('postfix');
  }
  public set postfix(value: string) {
    this._postfix = value;
  }
  public resetPostfix() {
    this._postfix = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get postfixInput() {
    return this._postfix;
  }

  // to - computed: false, optional: true, required: false
  private _to?: string; 
  public get to() {
    return this.getStringAttribute('to');
  }
  public set to(value: string) {
    this._to = value;
  }
  public resetTo() {
    this._to = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get toInput() {
    return this._to;
  }
}

export class NameRangesList extends cdktf.ComplexList {
  public internalValue? : NameRanges[] | cdktf.IResolvable

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): NameRangesOutputReference {
    return new NameRangesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}

/**
* Represents a {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/name scvmm_name}
*/
export class Name extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scvmm_name";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a Name resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Name to import
  * @param importFromId The id of the existing Name that should be imported. Refer to the {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/name#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the Name to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scvmm_name", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/name scvmm_name} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options NameConfig
  */
  public constructor(scope: Construct, id: string, config: NameConfig) {
    super(scope, id, {
      terraformResourceType: 'scvmm_name',
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
    this._key = config.key;
    this._ranges.internalValue = config.ranges;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // disruption - computed: true, optional: false, required: false
  public get disruption() {
    return this.getStringAttribute('disruption');
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

  // name - computed: true, optional: false, required: false
  public get name() {
    return this.getStringAttribute('name');
  }

  // ranges - computed: false, optional: false, required: true
  private _ranges = new NameRangesList(this, "ranges", false);
  public get ranges() {
    return this._ranges;
  }
  public putRanges(value: NameRanges[] | cdktf.IResolvable) {
    this._ranges.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get rangesInput() {
    return this._ranges.internalValue;
  }

  // unfinished - computed: true, optional: false, required: false
  public get unfinished() {
    return this.getStringAttribute('unfinished');
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
      key: cdktf.stringToTerraform(this._key),
      ranges: cdktf.listMapper(nameRangesToTerraform, false)(this._ranges.internalValue),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      key: {
        value: cdktf.stringToHclTerraform(this._key),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      ranges: {
        value: cdktf.listMapperHcl(nameRangesToHclTerraform, false)(this._ranges.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "NameRangesList",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
