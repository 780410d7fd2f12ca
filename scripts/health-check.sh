#!/usr/bin/env bash
# Pergunta a /health e a cada dependência: scripts/health-check.sh [BASE_URL]
#
# Termina com 0 se tudo responde, 1 se atende com algo fora, 2 se não atende.
set -euo pipefail

base=${1:-${BASE_URL:-http://localhost:8000}}
worst=0

for path in /health /health/db /health/redis /health/llm; do
  answer=$(curl -sS -m 5 -w '\n%{http_code}' "${base%/}$path" 2>&1) || true
  status=${answer##*$'\n'}
  printf '%-14s %s  %s\n' "$path" "$status" "$(head -c 300 <<<"${answer%$'\n'*}")"
  if [ "$status" != 200 ]; then
    [ "$path" = /health ] && worst=2
    [ "$worst" = 2 ] || worst=1
  fi
done
[ "$worst" = 0 ] || echo "Para saber a causa e o conserto: agente doctor --url $base" >&2
exit "$worst"
