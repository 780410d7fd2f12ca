#!/usr/bin/env bash
# Para o atendimento (503 com Retry-After) em todas as réplicas e espera que o que está em andamento termine.
#
#   scripts/enable-maintenance-mode.sh                          # uma réplica em http://localhost:8000
#   scripts/enable-maintenance-mode.sh http://10.0.0.5:8000 http://10.0.0.6:8000
#
# MODE=partial recusa só visitantes novos; MINUTES=20 diz quando deve voltar; WAIT_S é quanto esperar (60).
# Usa o banco de DATABASE_URL. Termina com 1 se algo ainda estava em andamento quando a espera acabou.
set -euo pipefail

mode=${MODE:-on}
wait_s=${WAIT_S:-60}
replicas=("$@")
[ ${#replicas[@]} -gt 0 ] || replicas=("${BASE_URL:-http://localhost:8000}")
agente=$(dirname "${BASH_SOURCE[0]}")/../.venv/bin/agente
[ -x "$agente" ] || agente=agente

"$agente" maintenance "$mode" ${MINUTES:+--minutes "$MINUTES"}

active() {
  local sum=0 count replica
  for replica in "${replicas[@]}"; do
    count=$(curl -fsS -m 5 "$replica/metrics" | awk '$1 == "agent_active_requests" { print int($2) }')
    sum=$((sum + ${count:-0}))
  done
  echo "$sum"
}

sleep 3 # as réplicas assumem o modo em até dois segundos
for ((waited = 3; waited <= wait_s; waited++)); do
  running=$(active)
  if [ "$running" = 0 ]; then
    echo "Nada em andamento: agent_active_requests 0."
    exit 0
  fi
  echo "Ainda em andamento: agent_active_requests $running (${waited} s)"
  sleep 1
done
echo "Ainda há pedidos em andamento depois de ${wait_s} s." >&2
exit 1
