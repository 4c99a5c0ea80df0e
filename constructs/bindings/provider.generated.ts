// @ts-nocheck: its declarations count, its inside is the generator's.
// https://registry.terraform.io/providers/scvmm/scvmm/latest/docs
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from "../cdk.ts";

// Configuration

export interface ScvmmProviderConfig {
  /**
  * How cloud-init data is passed to machines.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#cloud_init ScvmmProvider#cloud_init}
  */
  readonly cloudInit?: ScvmmProviderCloudInit;
  /**
  * How to connect to WinRM on these hosts.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#connection ScvmmProvider#connection}
  */
  readonly connection?: ScvmmProviderConnection;
  /**
  * File with `username=…` and `password=…` on two lines, or the same as JSON; otherwise the one that `SCVMM_CREDENTIALS_FILE` names.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#credentials_file ScvmmProvider#credentials_file}
  */
  readonly credentialsFile?: string;
  /**
  * Given to the functions of extra_functions as the hashtable `$Environment`; nothing is set in the host's process. Not for passwords.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#env ScvmmProvider#env}
  */
  readonly env?: { [key: string]: string };
  /**
  * Jump hosts that run the cmdlets instead of the VMM server.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#exec_hosts ScvmmProvider#exec_hosts}
  */
  readonly execHosts?: string[];
  /**
  * PowerShell to run at named points in the life of a machine: BeforeCreate, BeforeStart, AfterStart, BeforeRemove. A script with `param($Server, $Id, $Name, $Manifest, $Spec, $Environment)`, or fewer of these.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#extra_functions ScvmmProvider#extra_functions}
  */
  readonly extraFunctions?: { [key: string]: string };
  /**
  * Host name of the VMM management server; `host:port` or a URL sets the WinRM port.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#host ScvmmProvider#host}
  */
  readonly host?: string;
  /**
  * How long an idle WinRM session is kept. In seconds.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#keep_alive_seconds ScvmmProvider#keep_alive_seconds}
  */
  readonly keepAliveSeconds?: number;
  /**
  * Leaves the session on the host for the next command, for 15 minutes: that one need not load VMM's module again.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#keep_session ScvmmProvider#keep_session}
  */
  readonly keepSession?: boolean | cdktf.IResolvable;
  /**
  * Most changes at a time in VMM, 10 unless another number is given; Terraform's own `-parallelism` holds as well.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#parallelism ScvmmProvider#parallelism}
  */
  readonly parallelism?: number;
  /**
  * Its password; otherwise that of `SCVMM_PASSWORD`, which is where it belongs: what is written here is easily checked in.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#password ScvmmProvider#password}
  */
  readonly password?: string;
  /**
  * Refuses every change; no way to write is made at all. Plans and data sources work.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#read_only ScvmmProvider#read_only}
  */
  readonly readOnly?: boolean | cdktf.IResolvable;
  /**
  * Name under which this configuration owns what it makes: written into VMM, so that an object is found again whose state was lost, and nobody else's is touched. One for each state. By default `default`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#scope ScvmmProvider#scope}
  */
  readonly scope?: string;
  /**
  * How long changes of its machines may take: 1h to make one, 30m to change or remove one, unless another time is given.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#timeouts ScvmmProvider#timeouts}
  */
  readonly timeouts?: ScvmmProviderTimeouts;
  /**
  * Account that connects, as `DOMAIN\user` or `user@domain`; otherwise that of `SCVMM_USERNAME`. None is needed where a ticket or a certificate tells who connects.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#username ScvmmProvider#username}
  */
  readonly username?: string;
  /**
  * Alias name
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#alias ScvmmProvider#alias}
  */
  readonly alias?: string;
}
export interface ScvmmProviderCloudInit {
  /**
  * Device that carries cloud-init data: `dvd` unless another is named. Generation 2 has neither floppy nor IDE. One of `dvd`, `floppy`, `scsi`, `ide`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#device_type ScvmmProvider#device_type}
  */
  readonly deviceType?: string;
  /**
  * File system on a SCSI or IDE disk: `vfat` unless another is named. A DVD is always iso9660, a floppy always vfat. One of `vfat`, `iso9660`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#file_system ScvmmProvider#file_system}
  */
  readonly fileSystem?: string;
  /**
  * Folder of a library share that takes the images: a UNC path, or a path below the only share. By default `ISOs\cloud-init`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#library_share ScvmmProvider#library_share}
  */
  readonly libraryShare?: string;
}

export function scvmmProviderCloudInitToTerraform(struct?: ScvmmProviderCloudInit | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    device_type: cdktf.stringToTerraform(struct!.deviceType),
    file_system: cdktf.stringToTerraform(struct!.fileSystem),
    library_share: cdktf.stringToTerraform(struct!.libraryShare),
  }
}


export function scvmmProviderCloudInitToHclTerraform(struct?: ScvmmProviderCloudInit | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    device_type: {
      value: cdktf.stringToHclTerraform(struct!.deviceType),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    file_system: {
      value: cdktf.stringToHclTerraform(struct!.fileSystem),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    library_share: {
      value: cdktf.stringToHclTerraform(struct!.libraryShare),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export interface ScvmmProviderConnection {
  /**
  * Lets `basic` send password and data readable over http. Never needed with the other kinds of authentication.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#allow_unencrypted ScvmmProvider#allow_unencrypted}
  */
  readonly allowUnencrypted?: boolean | cdktf.IResolvable;
  /**
  * How the account is proved: `negotiate` (Kerberos where there is a ticket, else NTLM) unless another is named. One of `negotiate`, `kerberos`, `ntlm`, `basic`, `certificate`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#authentication ScvmmProvider#authentication}
  */
  readonly authentication?: string;
  /**
  * PEM file with the certificates to trust, in place of the public ones; a path relative to the folder that Terraform runs in.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#ca_file ScvmmProvider#ca_file}
  */
  readonly caFile?: string;
  /**
  * PEM file with the client certificate, relative to the folder that Terraform runs in.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#client_certificate_file ScvmmProvider#client_certificate_file}
  */
  readonly clientCertificateFile?: string;
  /**
  * PEM file with its key, relative to the folder that Terraform runs in.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#client_key_file ScvmmProvider#client_key_file}
  */
  readonly clientKeyFile?: string;
  /**
  * Session configuration to use on the hosts, where it is not `Microsoft.PowerShell`: one that runs as another account, or is locked down.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#configuration_name ScvmmProvider#configuration_name}
  */
  readonly configurationName?: string;
  /**
  * SHA-256 fingerprint of the host's certificate. Whoever shows it is trusted, and nobody else.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#fingerprint ScvmmProvider#fingerprint}
  */
  readonly fingerprint?: string;
  /**
  * Trusts whoever answers, and warns of it. For experiments: anybody between can read and change everything.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#insecure_skip_verify ScvmmProvider#insecure_skip_verify}
  */
  readonly insecureSkipVerify?: boolean | cdktf.IResolvable;
  /**
  * First half of the service principal name that a Kerberos ticket is for: `HTTP` unless that name belongs to another account than the host's; then `WSMAN` or `host`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#kerberos_service ScvmmProvider#kerberos_service}
  */
  readonly kerberosService?: string;
  /**
  * Name to expect in the host's certificate, where it is not that of the address.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#server_name ScvmmProvider#server_name}
  */
  readonly serverName?: string;
}

export function scvmmProviderConnectionToTerraform(struct?: ScvmmProviderConnection | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    allow_unencrypted: cdktf.booleanToTerraform(struct!.allowUnencrypted),
    authentication: cdktf.stringToTerraform(struct!.authentication),
    ca_file: cdktf.stringToTerraform(struct!.caFile),
    client_certificate_file: cdktf.stringToTerraform(struct!.clientCertificateFile),
    client_key_file: cdktf.stringToTerraform(struct!.clientKeyFile),
    configuration_name: cdktf.stringToTerraform(struct!.configurationName),
    fingerprint: cdktf.stringToTerraform(struct!.fingerprint),
    insecure_skip_verify: cdktf.booleanToTerraform(struct!.insecureSkipVerify),
    kerberos_service: cdktf.stringToTerraform(struct!.kerberosService),
    server_name: cdktf.stringToTerraform(struct!.serverName),
  }
}


export function scvmmProviderConnectionToHclTerraform(struct?: ScvmmProviderConnection | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    allow_unencrypted: {
      value: cdktf.booleanToHclTerraform(struct!.allowUnencrypted),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    authentication: {
      value: cdktf.stringToHclTerraform(struct!.authentication),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    ca_file: {
      value: cdktf.stringToHclTerraform(struct!.caFile),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    client_certificate_file: {
      value: cdktf.stringToHclTerraform(struct!.clientCertificateFile),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    client_key_file: {
      value: cdktf.stringToHclTerraform(struct!.clientKeyFile),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    configuration_name: {
      value: cdktf.stringToHclTerraform(struct!.configurationName),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    fingerprint: {
      value: cdktf.stringToHclTerraform(struct!.fingerprint),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    insecure_skip_verify: {
      value: cdktf.booleanToHclTerraform(struct!.insecureSkipVerify),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    kerberos_service: {
      value: cdktf.stringToHclTerraform(struct!.kerberosService),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    server_name: {
      value: cdktf.stringToHclTerraform(struct!.serverName),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export interface ScvmmProviderTimeouts {
  /**
  * For making it, or making it anew.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#create ScvmmProvider#create}
  */
  readonly create?: string;
  /**
  * For removing it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#delete ScvmmProvider#delete}
  */
  readonly delete?: string;
  /**
  * For a change of what is there.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#update ScvmmProvider#update}
  */
  readonly update?: string;
}

export function scvmmProviderTimeoutsToTerraform(struct?: ScvmmProviderTimeouts | cdktf.IResolvable): any {
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


export function scvmmProviderTimeoutsToHclTerraform(struct?: ScvmmProviderTimeouts | cdktf.IResolvable): any {
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


/**
* Represents a {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs scvmm}
*/
export class ScvmmProvider extends cdktf.TerraformProvider {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scvmm";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a ScvmmProvider resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the ScvmmProvider to import
  * @param importFromId The id of the existing ScvmmProvider that should be imported. Refer to the {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the ScvmmProvider to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scvmm", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs scvmm} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options ScvmmProviderConfig = {}
  */
  public constructor(scope: Construct, id: string, config: ScvmmProviderConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'scvmm',
      terraformGeneratorMetadata: {
        providerName: 'scvmm',
        providerVersionConstraint: '~> 0.1'
      },
      terraformProviderSource: 'registry.terraform.io/scvmm/scvmm'
    });
    this._cloudInit = config.cloudInit;
    this._connection = config.connection;
    this._credentialsFile = config.credentialsFile;
    this._env = config.env;
    this._execHosts = config.execHosts;
    this._extraFunctions = config.extraFunctions;
    this._host = config.host;
    this._keepAliveSeconds = config.keepAliveSeconds;
    this._keepSession = config.keepSession;
    this._parallelism = config.parallelism;
    this._password = config.password;
    this._readOnly = config.readOnly;
    this._scope = config.scope;
    this._timeouts = config.timeouts;
    this._username = config.username;
    this._alias = config.alias;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // cloud_init - computed: false, optional: true, required: false
  private _cloudInit?: ScvmmProviderCloudInit; 
  public get cloudInit() {
    return this._cloudInit;
  }
  public set cloudInit(value: ScvmmProviderCloudInit | undefined) {
    this._cloudInit = value;
  }
  public resetCloudInit() {
    this._cloudInit = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get cloudInitInput() {
    return this._cloudInit;
  }

  // connection - computed: false, optional: true, required: false
  private _connection?: ScvmmProviderConnection; 
  public get connection() {
    return this._connection;
  }
  public set connection(value: ScvmmProviderConnection | undefined) {
    this._connection = value;
  }
  public resetConnection() {
    this._connection = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get connectionInput() {
    return this._connection;
  }

  // credentials_file - computed: false, optional: true, required: false
  private _credentialsFile?: string; 
  public get credentialsFile() {
    return this._credentialsFile;
  }
  public set credentialsFile(value: string | undefined) {
    this._credentialsFile = value;
  }
  public resetCredentialsFile() {
    this._credentialsFile = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get credentialsFileInput() {
    return this._credentialsFile;
  }

  // env - computed: false, optional: true, required: false
  private _env?: { [key: string]: string }; 
  public get env() {
    return this._env;
  }
  public set env(value: { [key: string]: string } | undefined) {
    this._env = value;
  }
  public resetEnv() {
    this._env = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get envInput() {
    return this._env;
  }

  // exec_hosts - computed: false, optional: true, required: false
  private _execHosts?: string[]; 
  public get execHosts() {
    return this._execHosts;
  }
  public set execHosts(value: string[] | undefined) {
    this._execHosts = value;
  }
  public resetExecHosts() {
    this._execHosts = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get execHostsInput() {
    return this._execHosts;
  }

  // extra_functions - computed: false, optional: true, required: false
  private _extraFunctions?: { [key: string]: string }; 
  public get extraFunctions() {
    return this._extraFunctions;
  }
  public set extraFunctions(value: { [key: string]: string } | undefined) {
    this._extraFunctions = value;
  }
  public resetExtraFunctions() {
    this._extraFunctions = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get extraFunctionsInput() {
    return this._extraFunctions;
  }

  // host - computed: false, optional: true, required: false
  private _host?: string; 
  public get host() {
    return this._host;
  }
  public set host(value: string | undefined) {
    this._host = value;
  }
  public resetHost() {
    this._host = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get hostInput() {
    return this._host;
  }

  // keep_alive_seconds - computed: false, optional: true, required: false
  private _keepAliveSeconds?: number; 
  public get keepAliveSeconds() {
    return this._keepAliveSeconds;
  }
  public set keepAliveSeconds(value: number | undefined) {
    this._keepAliveSeconds = value;
  }
  public resetKeepAliveSeconds() {
    this._keepAliveSeconds = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepAliveSecondsInput() {
    return this._keepAliveSeconds;
  }

  // keep_session - computed: false, optional: true, required: false
  private _keepSession?: boolean | cdktf.IResolvable; 
  public get keepSession() {
    return this._keepSession;
  }
  public set keepSession(value: boolean | cdktf.IResolvable | undefined) {
    this._keepSession = value;
  }
  public resetKeepSession() {
    this._keepSession = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepSessionInput() {
    return this._keepSession;
  }

  // parallelism - computed: false, optional: true, required: false
  private _parallelism?: number; 
  public get parallelism() {
    return this._parallelism;
  }
  public set parallelism(value: number | undefined) {
    this._parallelism = value;
  }
  public resetParallelism() {
    this._parallelism = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get parallelismInput() {
    return this._parallelism;
  }

  // password - computed: false, optional: true, required: false
  private _password?: string; 
  public get password() {
    return this._password;
  }
  public set password(value: string | undefined) {
    this._password = value;
  }
  public resetPassword() {
    this._password = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get passwordInput() {
    return this._password;
  }

  // read_only - computed: false, optional: true, required: false
  private _readOnly?: boolean | cdktf.IResolvable; 
  public get readOnly() {
    return this._readOnly;
  }
  public set readOnly(value: boolean | cdktf.IResolvable | undefined) {
    this._readOnly = value;
  }
  public resetReadOnly() {
    this._readOnly = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get readOnlyInput() {
    return this._readOnly;
  }

  // scope - computed: false, optional: true, required: false
  private _scope?: string; 
  public get scope() {
    return this._scope;
  }
  public set scope(value: string | undefined) {
    this._scope = value;
  }
  public resetScope() {
    this._scope = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get scopeInput() {
    return this._scope;
  }

  // timeouts - computed: false, optional: true, required: false
  private _timeouts?: ScvmmProviderTimeouts; 
  public get timeouts() {
    return this._timeouts;
  }
  public set timeouts(value: ScvmmProviderTimeouts | undefined) {
    this._timeouts = value;
  }
  public resetTimeouts() {
    this._timeouts = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeoutsInput() {
    return this._timeouts;
  }

  // username - computed: false, optional: true, required: false
  private _username?: string; 
  public get username() {
    return this._username;
  }
  public set username(value: string | undefined) {
    this._username = value;
  }
  public resetUsername() {
    this._username = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get usernameInput() {
    return this._username;
  }

  // alias - computed: false, optional: true, required: false
  private _alias?: string; 
  public get alias() {
    return this._alias;
  }
  public set alias(value: string | undefined) {
    this._alias = value;
  }
  public resetAlias() {
    this._alias = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get aliasInput() {
    return this._alias;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      cloud_init: scvmmProviderCloudInitToTerraform(this._cloudInit),
      connection: scvmmProviderConnectionToTerraform(this._connection),
      credentials_file: cdktf.stringToTerraform(this._credentialsFile),
      env: cdktf.hashMapper(cdktf.stringToTerraform)(this._env),
      exec_hosts: cdktf.listMapper(cdktf.stringToTerraform, false)(this._execHosts),
      extra_functions: cdktf.hashMapper(cdktf.stringToTerraform)(this._extraFunctions),
      host: cdktf.stringToTerraform(this._host),
      keep_alive_seconds: cdktf.numberToTerraform(this._keepAliveSeconds),
      keep_session: cdktf.booleanToTerraform(this._keepSession),
      parallelism: cdktf.numberToTerraform(this._parallelism),
      password: cdktf.stringToTerraform(this._password),
      read_only: cdktf.booleanToTerraform(this._readOnly),
      scope: cdktf.stringToTerraform(this._scope),
      timeouts: scvmmProviderTimeoutsToTerraform(this._timeouts),
      username: cdktf.stringToTerraform(this._username),
      alias: cdktf.stringToTerraform(this._alias),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      cloud_init: {
        value: scvmmProviderCloudInitToHclTerraform(this._cloudInit),
        isBlock: true,
        type: "struct",
        storageClassType: "ScvmmProviderCloudInit",
      },
      connection: {
        value: scvmmProviderConnectionToHclTerraform(this._connection),
        isBlock: true,
        type: "struct",
        storageClassType: "ScvmmProviderConnection",
      },
      credentials_file: {
        value: cdktf.stringToHclTerraform(this._credentialsFile),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      env: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._env),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      exec_hosts: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._execHosts),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      extra_functions: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._extraFunctions),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      host: {
        value: cdktf.stringToHclTerraform(this._host),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      keep_alive_seconds: {
        value: cdktf.numberToHclTerraform(this._keepAliveSeconds),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      keep_session: {
        value: cdktf.booleanToHclTerraform(this._keepSession),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      parallelism: {
        value: cdktf.numberToHclTerraform(this._parallelism),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      password: {
        value: cdktf.stringToHclTerraform(this._password),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      read_only: {
        value: cdktf.booleanToHclTerraform(this._readOnly),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      scope: {
        value: cdktf.stringToHclTerraform(this._scope),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      timeouts: {
        value: scvmmProviderTimeoutsToHclTerraform(this._timeouts),
        isBlock: true,
        type: "struct",
        storageClassType: "ScvmmProviderTimeouts",
      },
      username: {
        value: cdktf.stringToHclTerraform(this._username),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      alias: {
        value: cdktf.stringToHclTerraform(this._alias),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
