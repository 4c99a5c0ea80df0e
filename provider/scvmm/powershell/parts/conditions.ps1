# Which of the objects found are meant.

# Splits the paths of conditions once, not once an object.
function New-Condition($Conditions) {
    $compiled = foreach ($condition in $Conditions) {
        $op = [string]$condition['op']
        if ($op -cnotin 'eq', 'ne', 'startsWith', 'contains') { throw (New-BatchError 'BadCall' ('Unknown comparison: ' + $op)) }
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
                elseif ($condition.Op -eq 'ne') { $holds = -not [string]::Equals($value, $condition.Wanted, $IgnoreCase) }
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
