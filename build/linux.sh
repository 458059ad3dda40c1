#!/usr/bin/env bash
# From a clean clone to work/dist/jixin-VERSION-linux.tar.xz, tried, with checksum and list of parts (SBOM).
set -euo pipefail
cd "$(dirname "$0")/.."

uv sync --locked --group build
version=$(uv version --short)
name=jixin-$version-linux
uv run --locked --group build pyinstaller installer.spec --noconfirm --workpath work/pyinstaller --distpath work/dist

python=$(uv python find)
if [ -z "${DISPLAY:-}" ] && command -v xvfb-run >/dev/null; then
  xvfb-run -a "$python" build/smoke.py work/dist/jixin
else
  "$python" build/smoke.py work/dist/jixin
fi

cd work/dist
XZ_OPT=-T0 tar --create --xz --owner=0 --group=0 --file "$name.tar.xz" --transform "s,^jixin,$name," jixin
uv export --quiet --locked --no-dev --format cyclonedx1.5 --project ../.. --output-file "$name.cdx.json" >/dev/null
sha256sum "$name.tar.xz" "$name.cdx.json" >"$name.sha256"
cat "$name.sha256"
