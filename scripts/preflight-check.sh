#!/usr/bin/env bash
# O que precisa estar certo antes de iniciar: configuração, pacote, disco, banco, esquema, Redis e modelos.
#
#   scripts/preflight-check.sh
#   REPLICAS=20 scripts/preflight-check.sh    # confere réplicas x (DB_POOL_SIZE + DB_MAX_OVERFLOW) com o banco
#
# Termina com 2 se algo impede a partida; avisos aparecem e terminam com 0.
set -euo pipefail

agente=$(dirname "${BASH_SOURCE[0]}")/../.venv/bin/agente
[ -x "$agente" ] || agente=agente

exec "$agente" ops preflight --replicas "${REPLICAS:-1}"
