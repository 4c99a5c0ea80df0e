# Interprets batches of cmdlet calls that come as data (provider/batch/call.ts) and answers with JSON (provider/batch/result.ts).
# Windows PowerShell 5.1; needs VirtualMachineManager alone. Nothing that comes in is ever read as PowerShell.
#
# Why the JSON is written here: ConvertTo-Json of 5.1 unrolls lists of one, writes enums as numbers and dates as /Date(ms)/,
# cuts at a depth, and takes minutes for thousands of VMs.

Set-StrictMode -Off

$GzipAbove = 4096
$MaxFileBytes = 67108864
$FileRoot = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'ScvmmBatch')
$Folders = @()
$Invariant = [System.Globalization.CultureInfo]::InvariantCulture
$IgnoreCase = [System.StringComparison]::OrdinalIgnoreCase
# Only printable ASCII goes out as it is: no encoding between here and the client can then change a text.
$Unsafe = New-Object System.Text.RegularExpressions.Regex('[^ !#-\[\]-~]', ([System.Text.RegularExpressions.RegexOptions]'Compiled, CultureInvariant'))

# The connection is implicit for all cmdlets of the process (scvmm-domain 2.1), so one is kept a runspace.
$Connection = $null
$ConnectedTo = $null

function New-BatchError([string]$Id, [string]$Message) {
    $exception = New-Object System.InvalidOperationException($Message)
    return New-Object System.Management.Automation.ErrorRecord($exception, $Id, 'InvalidOperation', $null)
}
