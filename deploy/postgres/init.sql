-- Roles and databases as the runbook names them. Run it once, as a superuser, on a new server:
--
--   psql -U postgres -f deploy/postgres/init.sql
--   psql -U postgres -c '\password agente_user'
--
-- postgresql.conf needs: shared_preload_libraries = 'pg_stat_statements'
\set ON_ERROR_STOP on

CREATE ROLE agente_user LOGIN CREATEDB;  -- owns what the product stores; makes the database that a restore goes into
CREATE ROLE "user" LOGIN IN ROLE agente_user;  -- whom the runbook's `psql -U user` means
GRANT pg_read_all_stats TO agente_user;  -- to see what the server is doing, and what was slow

-- In the template, so that every database has it and a dump restores without a superuser.
\connect template1
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;

\connect postgres
CREATE DATABASE agente_ia OWNER agente_user;
CREATE DATABASE "user" OWNER "user";  -- where `psql -U user` goes when no database is named
