# shellcheck shell=bash
# Para os scripts de backup: o banco de DATABASE_URL, sem que a senha apareça em `ps`; sem ela, o das variáveis PG*.

url=${DATABASE_URL:-postgresql:///${PGDATABASE:-agente_ia}}
case $url in
  postgres://* | postgresql://*) ;;
  *)
    echo "DATABASE_URL não é de um PostgreSQL; no SQLite, copie STATE_DIR com o servidor parado." >&2
    exit 2
    ;;
esac
if [[ $url =~ ^([a-z]+://[^:/@]*):([^@]*)@(.*)$ ]]; then
  encoded=${BASH_REMATCH[2]}
  url=${BASH_REMATCH[1]}@${BASH_REMATCH[3]}
  printf -v PGPASSWORD '%b' "${encoded//%/\\x}"
  export PGPASSWORD
fi

# O mesmo servidor, outro banco: url_of NOME
url_of() {
  local path=${url%%\?*}
  echo "${path%/*}/$1${url#"$path"}"
}
