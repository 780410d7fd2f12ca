#!/usr/bin/env bash
# Copia o banco de DATABASE_URL para BACKUP_DIR/db_AAAA-MM-DD_HH-MM.sql (padrão: /backups), e como latest.sql.
#
# O arquivo só recebe o seu nome quando está completo. Tem dados de clientes: só o dono o lê.
set -euo pipefail
umask 077

# shellcheck source=scripts/lib/database.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib/database.sh"
folder=${BACKUP_DIR:-/backups}
file=$folder/db_$(date +%Y-%m-%d_%H-%M).sql

mkdir -p "$folder"
trap 'rm -f "$file.partial"' EXIT
pg_dump --no-comments --dbname="$url" --file="$file.partial" # um comentário de extensão impediria a volta
mv "$file.partial" "$file"
ln -f "$file" "$folder/latest.sql" # o arquivo mesmo, e não um atalho, que `kubectl cp` copiaria como atalho
echo "Salvo em: $file ($(du -h "$file" | cut -f1))"
