/**
 * Tells what a session is like, and tries whether a module can be imported. A constant: whatever varies comes as a parameter.
 * It uses only what ConstrainedLanguage allows too: no methods, no types but PowerShell's own.
 */
export const DOCTOR_SCRIPT = `param([string]$Module, [string]$Function)
$versions = @(Get-Module -ListAvailable -Name $Module | ForEach-Object { "$($_.Version)" } | Sort-Object -Descending -Unique)
$problem = $null
if ($versions) {
    try { Import-Module -Name $Module -Global -DisableNameChecking -ErrorAction Stop 3>$null 4>$null 6>$null }
    catch { $problem = "$_" }
}
@{
    PowerShell = "$($PSVersionTable.PSVersion)"
    Edition = "$($PSVersionTable.PSEdition)"
    Language = "$($ExecutionContext.SessionState.LanguageMode)"
    HasFunction = ($null -ne (Get-Command -Name $Function -ErrorAction Ignore))
    Versions = $versions
    Imported = "$((Get-Module -Name $Module).Version)"
    Problem = $problem
}`;

/** The module that VMM's console installs. */
export const VMM_MODULE = "VirtualMachineManager";

/** What DOCTOR_SCRIPT answers, as one hashtable. */
export interface SessionFacts {
  /** E.g. `5.1.17763.1`. */
  readonly PowerShell: string;
  /** `Desktop` or `Core`; empty before 5.1. */
  readonly Edition: string;
  /** `FullLanguage`, `ConstrainedLanguage`, … */
  readonly Language: string;
  /** Whether the endpoint brings the function along. */
  readonly HasFunction: boolean;
  /** Of the module, those that are installed. */
  readonly Versions: readonly string[];
  /** The version that is loaded; empty for none. */
  readonly Imported: string;
  /** Why the import failed, in the session's words; null when it did not. */
  readonly Problem: string | null;
}
