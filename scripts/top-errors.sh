#!/usr/bin/env bash
# Os dez erros mais comuns, de todas as réplicas: scripts/top-errors.sh [--since=24h]
#
# Conta as linhas curtas ({"level":"ERROR","summary":...}), que não têm hora nem id.
set -euo pipefail

lines=$("$(dirname "${BASH_SOURCE[0]}")/logs.sh" "${1:---since=24h}")
sed -n 's/.*{"level":"ERROR","summary":"\(.*\)"}.*/\1/p' <<<"$lines" | sort | uniq -c | sort -rn | sed -n 1,10p
