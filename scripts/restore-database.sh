#!/usr/bin/env bash
# Restaura um backup num banco NOVO do mesmo servidor: scripts/restore-database.sh BANCO_NOVO [ARQUIVO]
#
#   scripts/restore-database.sh agente_ia_new /backups/latest.sql
#
# Nunca toca um banco que exista. Depois aponte o Agente para o novo: DATABASE_NAME=agente_ia_new.
set -euo pipefail

[ $# -ge 1 ] || {
  echo "uso: scripts/restore-database.sh BANCO_NOVO [ARQUIVO]" >&2
  exit 2
}
# shellcheck source=scripts/lib/database.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/database.sh"
name=$1
file=${2:-${BACKUP_DIR:-/backups}/latest.sql}
[[ $name =~ ^[a-z_][a-z0-9_]*$ ]] || {
  echo "Nome de banco: letras minúsculas, números e _." >&2
  exit 2
}
[ -r "$file" ] || {
  echo "Não há como ler $file." >&2
  exit 2
}

psql -qX -v ON_ERROR_STOP=1 "$url" -c "CREATE DATABASE $name"
psql -qX -v ON_ERROR_STOP=1 "$(url_of "$name")" -f "$file" >/dev/null
psql -qXAt "$(url_of "$name")" -c \
  "SELECT 'Restaurado: ' || count(*) || ' conversas, a última de ' || coalesce(max(created_at)::text, '-') FROM conversations"
echo "Aponte o Agente para ele: DATABASE_NAME=$name"
