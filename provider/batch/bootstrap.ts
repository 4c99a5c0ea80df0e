/** The one PowerShell function that a client ever calls. */
export const BATCH_FUNCTION = "Invoke-ScvmmBatch";

/**
 * Defines the module in a runspace from its text and runs a batch with it, in one pipeline; used where the endpoint answers
 * that it does not know BATCH_FUNCTION. A constant: whatever varies comes as a typed parameter.
 */
export const BOOTSTRAP_SCRIPT = `param([string]$Module, [string]$Server, [object[]]$Calls)
$null = New-Module -Name ScvmmBatch -ScriptBlock ([scriptblock]::Create($Module)) | Import-Module -Global -DisableNameChecking -PassThru
Invoke-ScvmmBatch -Server $Server -Calls $Calls`;
