# The function that is called from outside.

function Connect-Server([string]$Server) {
    if ($ConnectedTo -eq $Server -and $Connection.IsConnected -ne $false) { return }
    # Not -Global: whoever may call this function shall not find VMM's cmdlets in the session afterwards.
    if (-not (Get-Module -Name VirtualMachineManager)) {
        Import-Module -Name VirtualMachineManager -DisableNameChecking -ErrorAction Stop 3>$null 4>$null 6>$null
    }
    $script:Connection = Get-SCVMMServer -ComputerName $Server -ErrorAction Stop 3>$null 4>$null 6>$null
    $script:ConnectedTo = $Server
}

function ConvertTo-Gzip([string]$Text) {
    $bytes = [System.Text.Encoding]::UTF8.GetBytes($Text)
    $target = New-Object System.IO.MemoryStream
    $gzip = New-Object System.IO.Compression.GZipStream($target, [System.IO.Compression.CompressionMode]::Compress)
    $gzip.Write($bytes, 0, $bytes.Length)
    $gzip.Dispose()
    return , $target.ToArray()
}

# 1. connect, once a runspace  2. run the calls in order, an error a call at a time  3. answer with one text or byte array.
# Throws only when nothing has run: ScvmmBatchNotConnected.
function Invoke-ScvmmBatch {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)][string]$Server,
        [Parameter(Mandatory = $true)][AllowEmptyCollection()][object[]]$Calls
    )
    $ProgressPreference = 'SilentlyContinue'
    $WarningPreference = 'SilentlyContinue'
    $ErrorActionPreference = 'Stop'

    try { Connect-Server $Server }
    catch {
        $record = New-Object System.Management.Automation.ErrorRecord($_.Exception, ('ScvmmBatchNotConnected,' + $_.FullyQualifiedErrorId), 'ConnectionError', $Server)
        $PSCmdlet.ThrowTerminatingError($record)
    }

    $done = @{}
    $out = New-Object System.Text.StringBuilder('{"format":1,"results":[')
    $comma = $false
    $script:Folders = @()
    try {
        foreach ($call in $Calls) {
            $id = [string]$call['id']
            $outcome = [pscustomobject]@{ State = 'failed'; Objects = @(); Rows = $null; Job = $null; Error = $null; Because = $null }
            try {
                if ($id -eq '' -or $done.ContainsKey($id)) { throw (New-BatchError 'BadCall' 'A call needs an id of its own.') }
                $outcome.Because = Get-Obstacle $call $done
                if ($null -ne $outcome.Because) { $outcome.State = 'skipped' } else { Invoke-Call $call $done $outcome }
            }
            catch { $outcome.Error = $_ }
            if ($id -ne '' -and -not $done.ContainsKey($id)) { $done[$id] = $outcome }
            if ($comma) { [void]$out.Append(',') } else { $comma = $true }
            Write-Result $out $id $outcome
        }
    }
    finally { Remove-BatchFiles $Folders }
    $json = $out.Append(']}').ToString()
    if ($json.Length -gt $GzipAbove) { return , (ConvertTo-Gzip $json) }
    return $json
}

Export-ModuleMember -Function Invoke-ScvmmBatch
