#!/bin/sh
# What the tests need beyond Python. A package that cannot be installed is named, and nothing is skipped.
set -eu
packages="chromium postgresql postgresql-15-rum poppler-utils qpdf libreoffice-writer-nogui epubcheck yaz libpangoft2-1.0-0"
missing=""
log=$(mktemp)
for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
command -v apt-get >/dev/null || { echo "Needed and not installable here (no apt-get):$missing" >&2; exit 1; }
as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
echo "Installing:$missing"
$as_root apt-get update -qq || true
export DEBIAN_FRONTEND=noninteractive
for package in $missing; do
    $as_root apt-get install -y -qq --no-install-recommends "$package" >"$log" 2>&1 || {
        tail -5 "$log" >&2
        echo "Could not install: $package" >&2
        exit 1
    }
done
