#!/usr/bin/env bash
# Os registros de todas as réplicas, inteiros: scripts/logs.sh [--since=1h]
#
# Lê, nesta ordem, o que houver: LOG_FILE (inteiro), os pods app=agente-api, a unidade systemd agente-api, o contêiner
# agente-api. Termina com 1 se não há nada disso.
set -euo pipefail

since=1h
for argument in "$@"; do
  case $argument in
    --since=*) since=${argument#--since=} ;;
    *)
      echo "uso: scripts/logs.sh [--since=1h]" >&2
      exit 2
      ;;
  esac
done
case $since in *d) since=$((${since%d} * 24))h ;; esac # kubectl não conhece dias

if [ -n "${LOG_FILE:-}" ]; then
  exec cat "$LOG_FILE"
elif kubectl get deployment agente-api --request-timeout=3s >/dev/null 2>&1; then
  exec kubectl logs -l app=agente-api --prefix --tail=-1 --max-log-requests=60 --since="$since"
elif systemctl cat agente-api >/dev/null 2>&1; then
  exec journalctl -u agente-api -o cat --since="-$since"
elif docker inspect agente-api >/dev/null 2>&1; then
  exec docker logs --since "$since" agente-api
fi
echo "Nenhum registro ao alcance: defina LOG_FILE, ou use kubectl, systemd ou docker." >&2
exit 1
