-- A role that may read everything Barograph keeps and change nothing: for Grafana, and for people who know SQL.
-- Run it once, as the user that the server connects as, before or after the server's first start:
--
--   BAROGRAPH_READER_PASSWORD=... psql "$BAROGRAPH_DATABASE_URL" -f db/reader.sql
\getenv password BAROGRAPH_READER_PASSWORD

CREATE ROLE barograph_reader LOGIN PASSWORD :'password' CONNECTION LIMIT 20;
-- A statement that somebody has forgotten must not keep rows from being vacuumed.
ALTER ROLE barograph_reader SET statement_timeout = '30s';

CREATE SCHEMA IF NOT EXISTS barograph;
GRANT USAGE ON SCHEMA barograph TO barograph_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA barograph TO barograph_reader;
-- What later migrations make.
ALTER DEFAULT PRIVILEGES IN SCHEMA barograph GRANT SELECT ON TABLES TO barograph_reader;
