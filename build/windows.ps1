# From a clean clone to work\dist\jixin-VERSION-windows-setup.exe, tried, with checksum and list of parts (SBOM).
# Needs uv, and NSIS 3 on the path or in Program Files.
$ErrorActionPreference = "Stop"
$PSNativeCommandUseErrorActionPreference = $true
Set-Location (Join-Path $PSScriptRoot "..")
$env:PYTHONUTF8 = "1"

function Invoke-Checked {
    param([string]$Program, [Parameter(ValueFromRemainingArguments)][string[]]$Words)
    & $Program @Words
    if ($LASTEXITCODE -ne 0) { throw "${Program}: exit code $LASTEXITCODE" }
}

$found = Get-Command makensis -ErrorAction SilentlyContinue
$makensis = if ($found) { $found.Source } else { Join-Path ${env:ProgramFiles(x86)} "NSIS\makensis.exe" }
if (-not (Test-Path $makensis)) { throw "NSIS 3 is missing: https://nsis.sourceforge.io" }

Invoke-Checked uv sync --locked --group build
$version = (uv version --short).Trim()
$name = "jixin-$version-windows"
Invoke-Checked uv run --locked --group build pyinstaller installer.spec --noconfirm --workpath work/pyinstaller --distpath work/dist
Invoke-Checked uv run --locked python build/smoke.py work/dist/jixin

$four = uv run --locked python -c "import sys; sys.path.insert(0, 'build'); from version_file import numbers; print('.'.join(map(str, numbers('$version'))))"
Invoke-Checked $makensis -V2 -INPUTCHARSET UTF8 "-DROOT=$PWD" "-DVERSION=$version" "-DVERSION4=$four" "-DFOLDER=$PWD\work\dist\jixin" "-DOUT=$PWD\work\dist\$name-setup.exe" build/installer.nsi

Set-Location work/dist
Invoke-Checked uv export --quiet --locked --no-dev --format cyclonedx1.5 --project ../.. --output-file "$name.cdx.json" | Out-Null
Get-ChildItem "$name-setup.exe", "$name.cdx.json" |
    ForEach-Object { "$((Get-FileHash $_ -Algorithm SHA256).Hash.ToLower())  $($_.Name)" } |
    Set-Content "$name.sha256" -Encoding utf8
Get-Content "$name.sha256"
