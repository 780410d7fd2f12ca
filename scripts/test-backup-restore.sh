#!/usr/bin/env bash
# Restaura o backup mais recente de BACKUP_DIR (padrão: /backups) num banco de prova, confere-o e o apaga.
#
# Termina com 1 se a cópia não volta inteira.
set -euo pipefail

here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=scripts/lib/database.sh
source "$here/lib/database.sh"
folder=${BACKUP_DIR:-/backups}
file=$(find "$folder" -maxdepth 1 -name 'db_*.sql' | sort | tail -1)
[ -n "$file" ] || {
  echo "Nenhum backup em $folder." >&2
  exit 1
}
name=agente_prova_$$
trap 'psql -qX "$url" -c "DROP DATABASE IF EXISTS $name" 2>/dev/null' EXIT

echo "Restaurando $file"
"$here/restore-database.sh" "$name" "$file" >/dev/null || exit 1
kept=$(grep -c '^CREATE TABLE' "$file")
found=$(psql -qXAt "$(url_of "$name")" -c "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
[ "$kept" = "$found" ] || {
  echo "O arquivo tem $kept tabelas, o banco restaurado tem $found." >&2
  exit 1
}
echo "A cópia volta inteira: $found tabelas."
