"""A backup is made, comes back whole, and a bad one is found out."""

from pathlib import Path

import pytest

from agente.migrations.schema import upgrade
from agente.storage.database import Database
from tests.operations.test_scripts import script
from tests.support.postgresql import Cluster


@pytest.fixture
def url(cluster: Cluster) -> str:
    url = cluster.new_database()
    database = Database(url)
    database.transact(upgrade)
    database.close()
    return url.replace("agente_user@", "agente_user:s3gredo%21@")


def test_a_backup_comes_back_in_a_new_database(url: str, tmp_path: Path, cluster: Cluster) -> None:
    made = script("backup-database.sh", cwd=tmp_path, DATABASE_URL=url, BACKUP_DIR=str(tmp_path / "backups"))
    name = f"agente_volta_{cluster.made}"

    ran = script("restore-database.sh", name, str(tmp_path / "backups" / "latest.sql"), cwd=tmp_path, DATABASE_URL=url)

    assert made.returncode == 0, made.stderr
    assert ran.returncode == 0, ran.stderr
    assert "Restaurado: 0 conversas" in ran.stdout
    assert script(
        "restore-database.sh", name, cwd=tmp_path, DATABASE_URL=url, BACKUP_DIR=str(tmp_path / "backups")
    ).returncode


def test_the_newest_backup_is_proved_and_leaves_nothing_behind(url: str, tmp_path: Path, cluster: Cluster) -> None:
    script("backup-database.sh", cwd=tmp_path, DATABASE_URL=url, BACKUP_DIR=str(tmp_path))

    ran = script("test-backup-restore.sh", cwd=tmp_path, DATABASE_URL=url, BACKUP_DIR=str(tmp_path))

    assert ran.returncode == 0, ran.stderr
    assert "volta inteira" in ran.stdout
    assert cluster.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'agente_prova%'") == "0"


def test_a_backup_that_was_cut_off_is_found_out(url: str, tmp_path: Path) -> None:
    script("backup-database.sh", cwd=tmp_path, DATABASE_URL=url, BACKUP_DIR=str(tmp_path))
    (backup,) = tmp_path.glob("db_*.sql")
    whole = backup.read_text()
    backup.write_text(whole[: whole.index("ALTER TABLE ONLY")] + "COPY nothing FROM stdin;\n")

    assert script("test-backup-restore.sh", cwd=tmp_path, DATABASE_URL=url, BACKUP_DIR=str(tmp_path)).returncode == 1
