#!/usr/bin/env bash
# A olhada da manhã (runbook 7.1): scripts/daily-health-check.sh [BASE_URL]
#
# PROMETHEUS_URL acrescenta as últimas 24 horas de todas as réplicas; BACKUP_DIR diz onde estão os backups (/backups).
# Avisa, entre outros, de disco acima de 80 %. Termina com 2 se algo está quebrado; avisos aparecem e terminam com 0.
set -euo pipefail

here=$(dirname "${BASH_SOURCE[0]}")
base=${1:-${BASE_URL:-http://localhost:8000}}
agente=$here/../.venv/bin/agente
[ -x "$agente" ] || agente=agente

code=0
"$agente" ops daily --url "$base" ${PROMETHEUS_URL:+--prometheus "$PROMETHEUS_URL"} \
  --backups "${BACKUP_DIR:-/backups}" || code=$?
echo
echo "Erros mais comuns em 24 horas:"
"$here/top-errors.sh" --since=24h || echo "  (sem acesso aos registros desta máquina)"
exit "$code"
