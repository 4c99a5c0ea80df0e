# One call and its result.

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
    $given = $Call['given']
    $needed = @($unless) + @($given) + @($Call['from'])
    if ($Call['parameters'] -is [System.Collections.IDictionary]) { $needed += @(foreach ($value in $Call['parameters'].Values) { Get-Reference $value }) }
    foreach ($id in $needed) {
        if ($null -eq $id) { continue }
        if (-not $Done.ContainsKey([string]$id)) { throw (New-BatchError 'BadCall' ('No earlier call has the id ' + $id + '.')) }
        if ($Done[[string]$id].State -ne 'done') { return [string]$id }
        if ([string]$id -eq [string]$given -and $Done[[string]$id].Objects.Count -eq 0) { return [string]$id }
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
