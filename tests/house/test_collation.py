"""Does the database know what a letter is: under the type `C` Chinese has none, and search finds nothing."""

from __future__ import annotations

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_character_type_is_utf8_and_never_c() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_encoding_to_char(encoding), datctype from pg_database where datname = current_database()"
        )
        encoding, character_type = cursor.fetchone()
        cursor.execute("select '信访' ~ '^[[:alpha:]]+$'")
        (knows_letters,) = cursor.fetchone()
    assert encoding == "UTF8"
    assert character_type not in {"C", "POSIX"}
    assert knows_letters, "Han characters are not letters here: create the cluster with C.UTF-8 or ICU"
