# Files that a batch brings.

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
