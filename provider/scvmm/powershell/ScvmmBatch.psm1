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

# The same list as in provider/batch/cmdlets.ts.
$Allowed = @{}
foreach ($name in @(
    'Expand-SCVirtualDiskDrive'
    'Get-SCCloud'
    'Get-SCCloudCapacity'
    'Get-SCCloudUsage'
    'Get-SCCustomProperty'
    'Get-SCCustomPropertyValue'
    'Get-SCHardwareProfile'
    'Get-SCIPAddress'
    'Get-SCISO'
    'Get-SCJob'
    'Get-SCLibraryShare'
    'Get-SCMACAddress'
    'Get-SCMACAddressPool'
    'Get-SCOperatingSystem'
    'Get-SCPortClassification'
    'Get-SCStaticIPAddressPool'
    'Get-SCStorageClassification'
    'Get-SCStorageFabricClassification'
    'Get-SCStorageQoSPolicy'
    'Get-SCUserRole'
    'Get-SCUserRoleQuota'
    'Get-SCVMHost'
    'Get-SCVMHostFibreChannelVirtualSAN'
    'Get-SCVMHostGroup'
    'Get-SCVMHostRating'
    'Get-SCVMMServer'
    'Get-SCVMNetwork'
    'Get-SCVMSubnet'
    'Get-SCVMTemplate'
    'Get-SCVirtualDVDDrive'
    'Get-SCVirtualDiskDrive'
    'Get-SCVirtualFibreChannelAdapter'
    'Get-SCVirtualFloppyDisk'
    'Get-SCVirtualFloppyDrive'
    'Get-SCVirtualHardDisk'
    'Get-SCVirtualMachine'
    'Get-SCVirtualNetworkAdapter'
    'Grant-SCIPAddress'
    'Grant-SCMACAddress'
    'Import-SCLibraryPhysicalResource'
    'Move-SCVirtualMachine'
    'New-SCCustomProperty'
    'New-SCVMConfiguration'
    'New-SCVMTemplate'
    'New-SCVirtualDVDDrive'
    'New-SCVirtualDiskDrive'
    'New-SCVirtualFibreChannelAdapter'
    'New-SCVirtualMachine'
    'New-SCVirtualNetworkAdapter'
    'Remove-SCCustomProperty'
    'Remove-SCCustomPropertyValue'
    'Remove-SCISO'
    'Remove-SCVMTemplate'
    'Remove-SCVirtualDiskDrive'
    'Remove-SCVirtualFibreChannelAdapter'
    'Remove-SCVirtualFloppyDisk'
    'Remove-SCVirtualHardDisk'
    'Remove-SCVirtualMachine'
    'Remove-SCVirtualNetworkAdapter'
    'Repair-SCVirtualMachine'
    'Resume-SCVirtualMachine'
    'Revoke-SCIPAddress'
    'Set-SCCustomProperty'
    'Set-SCCustomPropertyValue'
    'Set-SCIPAddress'
    'Set-SCVMConfiguration'
    'Set-SCVirtualDVDDrive'
    'Set-SCVirtualDiskDrive'
    'Set-SCVirtualFibreChannelAdapter'
    'Set-SCVirtualFloppyDrive'
    'Set-SCVirtualMachine'
    'Set-SCVirtualNetworkAdapter'
    'Start-SCVirtualMachine'
    'Stop-SCJob'
    'Stop-SCVirtualMachine'
    'Update-SCVMConfiguration'
)) { $Allowed[$name] = $true }

# The connection is implicit for all cmdlets of the process (scvmm-domain 2.1), so one is kept a runspace.
$Connection = $null
$ConnectedTo = $null

function ConvertTo-JsonText([string]$Text) {
    if (-not $Unsafe.IsMatch($Text)) { return '"' + $Text + '"' }
    $out = New-Object System.Text.StringBuilder($Text.Length + 16)
    [void]$out.Append('"')
    foreach ($char in $Text.ToCharArray()) {
        $code = [int]$char
        if ($code -eq 34 -or $code -eq 92) { [void]$out.Append('\').Append($char) }
        elseif ($code -ge 32 -and $code -lt 127) { [void]$out.Append($char) }
        else { [void]$out.Append('\u').Append($code.ToString('x4', $Invariant)) }
    }
    return $out.Append('"').ToString()
}

# A leaf as it is projected: null, text, Boolean or number. Collections are the callers' matter.
function ConvertTo-Leaf($Value) {
    if ($null -eq $Value -or $Value -is [string] -or $Value -is [bool]) { return $Value }
    if ($Value -is [enum]) { return $Value.ToString() }
    if ($Value -is [guid]) { return $Value.ToString('d').ToLowerInvariant() }
    if ($Value -is [datetime]) { return $Value.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.fffZ', $Invariant) }
    if ($Value -is [System.DateTimeOffset]) { return $Value.UtcDateTime.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', $Invariant) }
    if ($Value -is [double] -or $Value -is [single]) {
        if ([double]::IsNaN($Value) -or [double]::IsInfinity($Value)) { return $Value.ToString($Invariant) }
        return $Value
    }
    if ($Value -is [ValueType] -and $Value -isnot [char] -and $Value -is [System.IConvertible]) { return $Value }
    return $Value.ToString()
}

function ConvertTo-JsonLeaf($Value) {
    if ($Value -is [System.Collections.IEnumerable] -and $Value -isnot [string] -and $Value -isnot [System.Collections.IDictionary]) {
        $items = foreach ($item in $Value) {
            if ($item -is [string] -and -not $Unsafe.IsMatch($item)) { '"' + $item + '"' } else { ConvertTo-JsonLeaf $item }
        }
        return '[' + (@($items) -join ',') + ']'
    }
    $leaf = ConvertTo-Leaf $Value
    if ($null -eq $leaf) { return 'null' }
    if ($leaf -is [string]) { return ConvertTo-JsonText $leaf }
    if ($leaf -is [bool]) { if ($leaf) { return 'true' } else { return 'false' } }
    if ($leaf -is [double] -or $leaf -is [single]) { return $leaf.ToString('R', $Invariant) }
    return $leaf.ToString($Invariant)
}

function ConvertTo-JsonTable($Table) {
    if ($Table -isnot [System.Collections.IDictionary]) { return '{}' }
    $keys = [string[]]@($Table.Keys)
    [array]::Sort($keys, [System.StringComparer]::Ordinal)
    $pairs = foreach ($key in $keys) {
        $value = $Table[$key]
        if ($Unsafe.IsMatch($key)) { $name = ConvertTo-JsonText $key } else { $name = '"' + $key + '"' }
        if ($null -eq $value) { $name + ':null' }
        elseif ($value -is [string] -and -not $Unsafe.IsMatch($value)) { $name + ':"' + $value + '"' }
        else { $name + ':' + (ConvertTo-JsonText (ConvertTo-LeafText $value)) }
    }
    return '{' + (@($pairs) -join ',') + '}'
}

# A leaf's projected text, as conditions compare it and tables hold it.
function ConvertTo-LeafText($Value) {
    $leaf = ConvertTo-Leaf $Value
    if ($leaf -is [string]) { return $leaf }
    return ConvertTo-JsonLeaf $leaf
}

# Splits the paths of a projection once, not once an object.
function New-Projection($Columns) {
    $compiled = foreach ($column in $Columns) {
        if ($column -is [string]) { [pscustomobject]@{ Kind = 0; Path = $column.Split('.'); Of = $null } }
        elseif ($null -ne $column['each']) { [pscustomobject]@{ Kind = 1; Path = ([string]$column['each']).Split('.'); Of = (New-Projection $column['of']) } }
        elseif ($null -ne $column['table']) { [pscustomobject]@{ Kind = 2; Path = ([string]$column['table']).Split('.'); Of = $null } }
        else { throw (New-BatchError 'BadCall' 'A column is neither a path, nor each, nor table.') }
    }
    return , @($compiled)
}

# The inner loop over every cell: walks paths and writes texts in line, since a function call costs more than the work in it.
function Write-Rows([System.Text.StringBuilder]$Out, $Objects, $Projection) {
    [void]$Out.Append('[')
    $first = $true
    foreach ($object in $Objects) {
        if ($null -eq $object) { continue }
        if ($first) { $first = $false; [void]$Out.Append('[') } else { [void]$Out.Append(',[') }
        $comma = $false
        foreach ($column in $Projection) {
            if ($comma) { [void]$Out.Append(',') } else { $comma = $true }
            $value = $object
            foreach ($step in $column.Path) {
                if ($null -eq $value) { break }
                if ($value -is [System.Collections.IDictionary]) { $value = $value[$step] } else { $value = $value.$step }
            }
            if ($column.Kind -eq 1) {
                if ($null -eq $value) { [void]$Out.Append('[]') } else { Write-Rows $Out @($value) $column.Of }
            }
            elseif ($column.Kind -eq 2) { [void]$Out.Append((ConvertTo-JsonTable $value)) }
            elseif ($null -eq $value) { [void]$Out.Append('null') }
            elseif ($value -is [string] -and -not $Unsafe.IsMatch($value)) { [void]$Out.Append('"').Append([string]$value).Append('"') }
            elseif ($value -is [enum]) { [void]$Out.Append('"').Append($value.ToString()).Append('"') }
            elseif ($value -is [int] -or $value -is [byte] -or $value -is [long]) { [void]$Out.Append($value.ToString($Invariant)) }
            elseif ($value -is [bool]) { if ($value) { [void]$Out.Append('true') } else { [void]$Out.Append('false') } }
            elseif ($value -is [guid]) { [void]$Out.Append('"').Append($value.ToString('d')).Append('"') }
            else { [void]$Out.Append((ConvertTo-JsonLeaf $value)) }
        }
        [void]$Out.Append(']')
    }
    [void]$Out.Append(']')
}

function New-BatchError([string]$Id, [string]$Message) {
    $exception = New-Object System.InvalidOperationException($Message)
    return New-Object System.Management.Automation.ErrorRecord($exception, $Id, 'InvalidOperation', $null)
}

# Splits the paths of conditions once, not once an object.
function New-Condition($Conditions) {
    $compiled = foreach ($condition in $Conditions) {
        $op = [string]$condition['op']
        if ($op -cnotin 'eq', 'startsWith', 'contains') { throw (New-BatchError 'BadCall' ('Unknown comparison: ' + $op)) }
        [pscustomobject]@{ Path = ([string]$condition['path']).Split('.'); Op = $op; Wanted = [string]$condition['value'] }
    }
    return , @($compiled)
}

# The other inner loop: the objects for which every condition of `all` holds, and one of `any` where it is given.
function Select-Matching($Objects, $Filter) {
    $all = @()
    $any = @()
    if ($null -ne $Filter['all']) { $all = New-Condition $Filter['all'] }
    if ($null -ne $Filter['any']) { $any = New-Condition $Filter['any'] }
    $needed = $all.Count
    $kept = New-Object System.Collections.ArrayList
    foreach ($object in $Objects) {
        $index = 0
        $keep = $null -eq $Filter['any']
        foreach ($condition in $all + $any) {
            if ($index -ge $needed -and $keep) { break }
            $value = $object
            foreach ($step in $condition.Path) {
                if ($null -eq $value) { break }
                if ($value -is [System.Collections.IDictionary]) { $value = $value[$step] } else { $value = $value.$step }
            }
            $holds = $false
            if ($null -ne $value) {
                if ($value -isnot [string]) { $value = ConvertTo-LeafText $value }
                if ($condition.Op -eq 'eq') { $holds = [string]::Equals($value, $condition.Wanted, $IgnoreCase) }
                elseif ($condition.Op -eq 'contains') { $holds = $value.IndexOf($condition.Wanted, $IgnoreCase) -ge 0 }
                else { $holds = $value.StartsWith($condition.Wanted, $IgnoreCase) }
            }
            if ($index -lt $needed) { if (-not $holds) { $keep = $false; break } }
            elseif ($holds) { $keep = $true; break }
            $index++
        }
        if ($keep) { [void]$kept.Add($object) }
    }
    return , $kept
}

# Every earlier call that a value refers to.
function Get-Reference($Value) {
    if ($Value -is [System.Collections.IDictionary]) { [string]$Value['$ref'] }
    elseif ($Value -is [System.Collections.IList]) { foreach ($item in $Value) { Get-Reference $item } }
}

function Resolve-Reference($Reference, $Done) {
    $found = $Done[[string]$Reference['$ref']].Objects
    if ($Reference['many']) { return , $found }
    if ($found.Count -eq 0) { throw (New-BatchError 'ReferenceEmpty' ('Call ' + $Reference['$ref'] + ' found nothing.')) }
    if ($found.Count -gt 1) { throw (New-BatchError 'ReferenceAmbiguous' ('Call ' + $Reference['$ref'] + ' found ' + $found.Count + ' objects.')) }
    return , $found[0]
}

function Resolve-Value($Value, $Done) {
    if ($Value -is [System.Collections.IDictionary]) { return , (Resolve-Reference $Value $Done) }
    if ($Value -is [System.Collections.IList]) {
        $items = New-Object System.Collections.ArrayList
        foreach ($item in $Value) { [void]$items.Add((Resolve-Value $item $Done)) }
        return , $items.ToArray()
    }
    # A secret for a parameter of type String; a PSCredential goes on as it is.
    if ($Value -is [System.Security.SecureString]) { return (New-Object System.Net.NetworkCredential('', $Value)).Password }
    return , $Value
}

function Invoke-Cmdlet($Call, $Done, $Outcome) {
    $cmdlet = [string]$Call['cmdlet']
    if (-not $Allowed.ContainsKey($cmdlet)) { throw (New-BatchError 'CmdletNotAllowed' ('A batch must not run ' + $cmdlet + '.')) }
    $splat = @{}
    $parameters = $Call['parameters']
    if ($parameters -isnot [System.Collections.IDictionary]) { throw (New-BatchError 'BadCall' 'A call needs parameters.') }
    foreach ($key in $parameters.Keys) { $splat[[string]$key] = Resolve-Value $parameters[$key] $Done }
    $splat['ErrorAction'] = 'Stop'
    $scvmmBatchJob = $null
    if ($Call['job']) { $splat['RunAsynchronously'] = $true; $splat['JobVariable'] = 'scvmmBatchJob' }

    $ConfirmPreference = 'None'
    $objects = @(& $cmdlet @splat 3>$null 4>$null 5>$null 6>$null)
    if ($Call['job']) {
        $job = @($scvmmBatchJob) | Select-Object -Last 1
        if ($null -eq $job -and $objects.Count -gt 0 -and $null -ne $objects[-1]) { $job = $objects[-1].MostRecentTask }
        if ($null -ne $job) { $Outcome.Job = ConvertTo-Leaf $job.ID }
    }
    return , $objects
}

# Writes a file for later calls into a folder that is made for it; the folder is gone when the batch ends. The client says neither
# path nor folder. Throws BadCall for what is no file, BadFile for one that did not arrive as it was sent.
function Save-BatchFile($File) {
    if ($File -isnot [System.Collections.IDictionary]) { throw (New-BatchError 'BadCall' 'A file needs a plain name.') }
    $name = $File['name']
    if ($name -isnot [string] -or $name -cnotmatch '\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z') { throw (New-BatchError 'BadCall' 'A file needs a plain name.') }
    if ($File['gzip'] -isnot [byte[]]) { throw (New-BatchError 'BadCall' 'A file needs bytes.') }
    $size = $File['size']
    if (($size -isnot [int] -and $size -isnot [long]) -or $size -lt 0 -or $size -gt $MaxFileBytes) { throw (New-BatchError 'BadCall' 'A file needs a size within the limit.') }

    $folder = [System.IO.Path]::Combine($FileRoot, [guid]::NewGuid().ToString('n'))
    [void][System.IO.Directory]::CreateDirectory($folder)
    $script:Folders += $folder
    $path = [System.IO.Path]::Combine($folder, $name)
    $packed = New-Object System.IO.MemoryStream(, $File['gzip'])
    $gzip = New-Object System.IO.Compression.GZipStream($packed, [System.IO.Compression.CompressionMode]::Decompress)
    $target = New-Object System.IO.FileStream($path, [System.IO.FileMode]::CreateNew)
    $sha256 = [System.Security.Cryptography.SHA256]::Create()
    $total = 0
    $sound = $true
    try {
        $buffer = New-Object byte[] 65536
        while (($count = $gzip.Read($buffer, 0, $buffer.Length)) -gt 0) {
            $total += $count
            if ($total -gt $size) { break }
            $target.Write($buffer, 0, $count)
        }
        $target.Position = 0
        $sum = [System.BitConverter]::ToString($sha256.ComputeHash($target)).Replace('-', '')
    }
    catch [System.IO.InvalidDataException] { $sound = $false }
    finally { $target.Dispose(); $gzip.Dispose(); $sha256.Dispose() }
    if (-not $sound -or $total -ne $size -or $sum -ne [string]$File['sha256']) {
        throw (New-BatchError 'BadFile' ('The file ' + $name + ' did not arrive as it was sent.'))
    }
    return $path
}

# What this batch wrote, and what a session that was ended in the middle of one left behind.
function Remove-BatchFiles([string[]]$Made) {
    if ($Made.Count -eq 0) { return }
    foreach ($folder in [System.IO.Directory]::GetDirectories($FileRoot)) {
        $old = [System.IO.Directory]::GetCreationTimeUtc($folder) -lt [datetime]::UtcNow.AddDays(-1)
        # What cannot be removed now, since a scanner has it open, is old one day.
        if ($old -or $Made -contains $folder) { try { [System.IO.Directory]::Delete($folder, $true) } catch { continue } }
    }
}

# Runs one call. What it found is kept for later calls; what is projected is kept as JSON.
function Invoke-Call($Call, $Done, $Outcome) {
    $from = $Call['from']
    if ($null -ne $Call['file']) {
        $Outcome.Objects = @(Save-BatchFile $Call['file'])
        $Outcome.State = 'done'
        return
    }
    if ($null -ne $from) { $found = $Done[[string]$from].Objects } else { $found = Invoke-Cmdlet $Call $Done $Outcome }
    $kept = @(foreach ($object in $found) { if ($null -ne $object) { $object } })
    if ($null -ne $Call['where']) { $kept = (Select-Matching $kept $Call['where']).ToArray() }
    $rows = $null
    if ($null -ne $Call['project']) {
        $rows = New-Object System.Text.StringBuilder
        Write-Rows $rows $kept (New-Projection $Call['project'])
    }
    $Outcome.Objects = $kept
    $Outcome.Rows = $rows
    $Outcome.State = 'done'
}

# The id of the call that makes this one be skipped, or nothing.
function Get-Obstacle($Call, $Done) {
    $unless = $Call['unless']
    if ($null -ne $unless -and $Done[[string]$unless].Objects.Count -gt 0) { return [string]$unless }
    $needed = @($unless) + @($Call['from'])
    if ($Call['parameters'] -is [System.Collections.IDictionary]) { $needed += @(foreach ($value in $Call['parameters'].Values) { Get-Reference $value }) }
    foreach ($id in $needed) {
        if ($null -eq $id) { continue }
        if (-not $Done.ContainsKey([string]$id)) { throw (New-BatchError 'BadCall' ('No earlier call has the id ' + $id + '.')) }
        if ($Done[[string]$id].State -ne 'done') { return [string]$id }
    }
}

function ConvertTo-JsonError($Record) {
    # Under -ErrorAction Stop an older engine wraps the record (scvmm-domain 3.1).
    if ($Record.Exception -is [System.Management.Automation.ActionPreferenceStopException]) { $Record = $Record.Exception.ErrorRecord }
    $id = [string]$Record.FullyQualifiedErrorId
    $number = 'null'
    if ($id -match '^([0-9]{1,9})(,|$)') { $number = ([int]$Matches[1]).ToString($Invariant) }
    return '{"number":' + $number + ',"errorId":' + (ConvertTo-JsonText $id) +
        ',"category":' + (ConvertTo-JsonText $Record.CategoryInfo.Category.ToString()) +
        ',"type":' + (ConvertTo-JsonText $Record.Exception.GetType().FullName) +
        ',"message":' + (ConvertTo-JsonText $Record.Exception.Message) + '}'
}

function Write-Result([System.Text.StringBuilder]$Out, [string]$Id, $Outcome) {
    [void]$Out.Append('{"id":').Append((ConvertTo-JsonText $Id)).Append(',"state":"').Append($Outcome.State)
    [void]$Out.Append('","count":').Append($Outcome.Objects.Count.ToString($Invariant))
    if ($null -ne $Outcome.Rows) { [void]$Out.Append(',"rows":').Append($Outcome.Rows) }
    if ($null -ne $Outcome.Job) { [void]$Out.Append(',"job":').Append((ConvertTo-JsonText $Outcome.Job)) }
    if ($null -ne $Outcome.Error) { [void]$Out.Append(',"error":').Append((ConvertTo-JsonError $Outcome.Error)) }
    if ($null -ne $Outcome.Because) { [void]$Out.Append(',"because":').Append((ConvertTo-JsonText $Outcome.Because)) }
    [void]$Out.Append('}')
}

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
