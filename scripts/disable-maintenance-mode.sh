#!/usr/bin/env bash
# Volta a atender todos, em todas as réplicas. Usa o banco de DATABASE_URL.
set -euo pipefail

agente=$(dirname "${BASH_SOURCE[0]}")/../.venv/bin/agente
[ -x "$agente" ] || agente=agente

"$agente" maintenance off
