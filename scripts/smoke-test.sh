#!/usr/bin/env bash
# Testa o que um cliente usa, como visitante do chat: scripts/smoke-test.sh [BASE_URL]
#
# Abre uma conversa, pergunta, lê a resposta e fecha a conversa. Termina com 1 no primeiro passo que falha.
set -euo pipefail

base=${1:-${BASE_URL:-http://localhost:8000}}
base=${base%/}

ask() { curl -fsS -m 30 -H 'Content-Type: application/json' "$@"; }
value() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
step() { printf '%-32s' "$1"; }
fails() {
  echo "FALHOU: $1"
  exit 1
}

step "GET /health/ready"
ask "$base/health/ready" >/dev/null || fails "não está pronta"
echo ok

step "GET /version"
version=$(ask "$base/version" | value version) || fails "sem versão"
echo "ok ($version)"

step "POST /v1/conversations"
opened=$(ask -X POST "$base/v1/conversations" -d '{}') || fails "não abre conversa"
id=$(value id <<<"$opened")
token=$(value token <<<"$opened")
if [ -z "$id" ] || [ -z "$token" ]; then fails "resposta sem id ou token"; fi
echo ok

step "POST .../messages"
answered=$(ask -X POST "$base/v1/conversations/$id/messages" -H "Authorization: Bearer $token" \
  -H "Idempotency-Key: smoke-$id" -d '{"text":"Olá"}') || fails "não responde"
grep -q '"role":"agent"' <<<"$answered" || fails "a resposta não é do agente"
echo ok

step "GET .../messages"
ask "$base/v1/conversations/$id/messages" -H "Authorization: Bearer $token" | grep -q '"role":"agent"' ||
  fails "a resposta não foi guardada"
echo ok

step "POST .../close"
ask -X POST "$base/v1/conversations/$id/close" -H "Authorization: Bearer $token" >/dev/null || fails "não fecha"
echo ok
