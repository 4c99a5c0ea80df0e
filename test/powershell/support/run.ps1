# Runs batches against the fixture, each as a pipeline of its own in this runspace, as a client's is. Reads a request a line from
# stdin, {"server": …, "calls": […]}, and answers with a line: {"kind": "String" | "gzip" | "error", "body": …}.
param([string]$Module, [string]$Bootstrap = '', [switch]$Strict)
if ($Strict) { Set-StrictMode -Version Latest }
$text = [System.IO.File]::ReadAllText($Module)
if (-not $Bootstrap) { $null = New-Module -Name ScvmmBatch -ScriptBlock ([scriptblock]::Create($text)) | Import-Module -Global -DisableNameChecking -PassThru }
$answers = [Console]::Out
while ($null -ne ($request = [Console]::In.ReadLine())) {
    $request = $request | ConvertFrom-Json -AsHashtable
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    try {
        $shell = [powershell]::Create('CurrentRunspace')
        if ($Bootstrap) { [void]$shell.AddScript([System.IO.File]::ReadAllText($Bootstrap)).AddParameter('Module', $text); $Bootstrap = '' }
        else { [void]$shell.AddCommand('Invoke-ScvmmBatch') }
        $output = $shell.AddParameter('Server', $request['server']).AddParameter('Calls', [object[]]$request['calls']).Invoke()
        if ($output.Count -ne 1) { throw "$($output.Count) objects" }
        $streams = $shell.Streams
        $noise = $streams.Error.Count + $streams.Warning.Count + $streams.Verbose.Count + $streams.Debug.Count + $streams.Information.Count + $streams.Progress.Count
        $value = $output[0].PSObject.BaseObject
        $milliseconds = $watch.ElapsedMilliseconds
        if ($value -is [byte[]]) { $line = @{ kind = 'gzip'; body = [Convert]::ToBase64String($value); noise = $noise; milliseconds = $milliseconds } }
        else { $line = @{ kind = $value.GetType().Name; body = $value; noise = $noise; milliseconds = $milliseconds } }
    }
    catch {
        $record = $_
        if ($_.Exception.InnerException -is [System.Management.Automation.IContainsErrorRecord]) { $record = $_.Exception.InnerException.ErrorRecord }
        $line = @{ kind = 'error'; body = [string]$record.FullyQualifiedErrorId; noise = 0; milliseconds = 0 }
    }
    $answers.WriteLine(($line | ConvertTo-Json -Compress))
    $answers.Flush()
}
