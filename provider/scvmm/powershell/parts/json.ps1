# Values and rows as JSON.

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
