#!/bin/sh
# Holds the packages in DIRECTORY to Debian's rules: lint_deb.sh DIRECTORY
set -eu
if command -v lintian >/dev/null; then
	lintian --allow-root --display-info --fail-on error,warning,info "$1"/*.changes
else
	echo "there is no lintian (Debian: lintian): nothing has looked at the packages"
fi
