"""Does the index hold exactly the cases that have a place in it, through acts, marks, destruction, folding and building anew?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cast import PETITIONER, at_accusations, clerk, person
from tests.moments import at
from tests.records.retention.lives import answered, destroyed
from tests.stories import ROOF, Story, story
from tests.walled import as_a_job, seen_as
from wangfang.records.cases import indexing
from wangfang.records.cases.living import PastLife, take_in
from wangfang.records.cases.models import Case
from wangfang.records.likeness import index, learning
from wangfang.records.likeness.models import Edition, Pieces, Posting
from wangfang.records.likeness.pieces import Words
from wangfang.records.likeness.search import near
from wangfang.rules.facts import Role, Step
from wangfang.rules.grams import key_of

ASKED = Words(ROOF.title, ROOF.text)


def found(words: Words = ASKED) -> list[int]:
    """Return the keys of the cases that the index finds."""
    return [int(key) for key in near(words).cases]


def keys(*told: Story) -> list[int]:
    """Return the keys of cases."""
    return [one.now.pk for one in told]


def held() -> set[int]:
    """Return every case that stands anywhere in the tables of the index."""
    lists = Posting.objects.values_list("case_keys", flat=True)
    return set(Pieces.objects.values_list("case_key", flat=True)) | {key for one in lists for key in one}


def marked(told: Story) -> Story:
    """Make a case secret in one step."""
    return told.taken(Step.LABEL, clerk("NG"), secrecy="accusation", why="涉及举报人安全")


def test_a_case_is_found_from_the_act_that_takes_it_in_and_not_when_that_is_undone() -> None:
    first = story().submitted()
    with transaction.atomic():
        story().submitted()
        transaction.set_rollback(True)
    story().about(title="公交站牌被撞歪", text="哈西大街公交站牌倒向一边，请扶正。").submitted()
    assert found() == keys(first)


def test_who_shares_more_comes_before_who_shares_less() -> None:
    partly = story().about(title="楼道灯不亮", text="辽河小区5栋顶楼，今年6月以来楼道没有灯。").submitted()
    whole = story().submitted()
    assert found() == keys(whole, partly)


def test_an_accusation_is_never_in_the_index() -> None:
    at_accusations("HRB")
    story().accusing("NG-XF").submitted(to="HRB")
    assert held() == set()


@pytest.mark.parametrize("fold", [False, True], ids=["fresh", "folded"])
def test_a_case_that_becomes_secret_is_taken_out_in_the_same_step_and_stays_out_for_good(*, fold: bool) -> None:
    told, other = story().submitted().registered(), story().submitted()
    if fold:
        index.fold()
    marked(told)
    assert held() == set(keys(other))
    leader, security = (
        person("NG", Role.BUREAU_LEADER),
        replace(person("HRB", Role.SECURITY), login="baomi", clearance=3),
    )
    told.taken(Step.LABEL, leader, secrecy="ordinary", why="误定").taken(
        Step.LABEL, security, secrecy="ordinary", why="误定"
    )
    assert (indexing.tend(), found()) == ((0, 0), keys(other)), "it lies under seal still, though it is ordinary again"


def test_destroyed_content_leaves_no_piece_behind() -> None:
    told, other = answered(), story().submitted()
    index.fold()
    destroyed(told)
    assert held() == set(keys(other))


def test_without_the_trigger_a_secret_case_would_stay() -> None:
    with connection.cursor() as cursor:
        cursor.execute("drop trigger taken_out on cases_case")
    told = marked(story().submitted().registered())
    assert held() == set(keys(told)), "the control: nobody else takes it out"


def test_folding_changes_no_answer_and_may_be_done_again() -> None:
    first, second = story().submitted(), story().submitted()
    before = found()
    assert (index.fold(), index.fold(), found()) == (2, 0, before)
    third = story().submitted()
    assert found() == keys(first, second, third)


def test_lives_taken_in_at_once_are_in_the_index_like_those_of_single_acts() -> None:
    single = story().submitted()
    with as_a_job():
        take_in([PastLife(replace(single.petition, to="NG"), [(Step.SUBMIT, single.act(PETITIONER), {"to": "NG"})])])
    assert sorted(found()) == sorted(Case.objects.values_list("pk", flat=True))
    assert len(set(map(tuple, Pieces.objects.values_list("grams", flat=True)))) == 1


def test_an_attachment_that_came_later_is_found_whether_the_case_is_folded_or_not() -> None:
    told, digest = story().submitted(), "ab" * 32
    only = Words("", "", (key_of("attachment", digest), key_of("attachment", "cd" * 32)))
    index.add(told.now.pk, [only.keys[0]])
    assert found(only) == keys(told)
    index.fold()
    index.add(told.now.pk, [only.keys[1]])
    assert found(replace(only, keys=only.keys[1:])) == keys(told)
    marked(told.registered())
    assert (found(only), held()) == ([], set())


def test_a_household_is_found_by_name_and_address_however_they_are_written() -> None:
    told = story().submitted()
    again = story().about(
        title="噪声", text="夜间施工", petitioner=replace(ROOF.petitioner, address="南岗区 辽河小区5栋2单元702")
    )
    asked = indexing.words_of(again.submitted().now)
    assert set(keys(told)) <= set(found(replace(asked, title="", text="")))


def test_building_anew_gives_the_same_cases_and_nothing_of_the_edition_before() -> None:
    told = [story().submitted() for _ in range(3)]
    before = found()
    steps: list[int] = []
    assert (indexing.rebuild(steps.append), sum(steps)) == (3, 6)
    assert (found(), learning.learned().cases) == (before, 3)
    assert indexing.rebuild(lambda _: None) == 3
    assert Edition.objects.count() == len({*Pieces.objects.values_list("edition", flat=True)}) == 1
    assert held() == set(keys(*told))


def test_a_building_that_was_broken_off_changes_nothing_and_is_cleared_away_by_the_next() -> None:
    told = [story().submitted() for _ in range(2)]
    done: list[int] = []

    def broken(count: int) -> None:
        done.append(count)
        if len(done) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        indexing.rebuild(broken)
    assert (found(), Edition.objects.count()) == (keys(*told), 1)
    indexing.rebuild(lambda _: None)
    assert (found(), Edition.objects.count()) == (keys(*told), 1)


def test_a_case_marked_secret_while_the_index_is_built_is_not_in_the_new_one() -> None:
    told, other = story().submitted().registered(), story().submitted()
    done: list[int] = []

    def meanwhile(count: int) -> None:
        done.append(count)
        if len(done) == 2:  # built, not yet changed to
            marked(told)

    indexing.rebuild(meanwhile)
    assert held() == set(keys(other))


def test_no_page_reads_the_tables_and_only_staff_and_jobs_search() -> None:
    story().submitted()
    for table in ("likeness_pieces", "likeness_posting", "likeness_edition"):
        with pytest.raises(DatabaseError), seen_as(clerk("NG"), at("2017-09-01")), connection.cursor() as cursor:
            cursor.execute(f"select * from {table}")  # noqa: S608 - names above
    with seen_as(clerk("NG"), at("2017-09-01")):
        assert len(found()) == 1
    with as_a_job():
        assert (index.fold(), len(found())) == (1, 1)
