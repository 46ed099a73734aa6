from __future__ import annotations

from bot.limits import Rate, RateLimits, Subject, Wait


class Seconds:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


PERSON, GUILD = Rate(2, 60), Rate(3, 60)


def test_the_third_question_waits_exactly_until_the_first_is_a_minute_old() -> None:
    clock = Seconds()
    limits = RateLimits(clock)
    assert limits.take(1, None, PERSON, None) is None
    clock.now += 20.5
    assert limits.take(1, None, PERSON, None) is None
    assert limits.take(1, None, PERSON, None) == Wait("person", 40)
    clock.now += 39
    assert limits.take(1, None, PERSON, None) == Wait("person", 1)
    clock.now += 0.5
    assert limits.take(1, None, PERSON, None) is None


def test_a_refused_question_costs_nothing_of_either_limit() -> None:
    clock = Seconds()
    limits = RateLimits(clock)
    for person in (1, 2, 3):
        assert limits.take(person, 9, PERSON, GUILD) is None
    for _ in range(5):
        assert limits.take(4, 9, PERSON, GUILD) == Wait("guild", 60)
    clock.now += 60
    assert limits.take(4, 9, PERSON, GUILD) is None
    assert limits.take(4, 9, PERSON, GUILD) is None


def test_servers_and_people_have_limits_of_their_own() -> None:
    limits = RateLimits(Seconds())
    assert [limits.take(1, 9, PERSON, GUILD) for _ in range(3)][-1] == Wait("person", 60)
    assert limits.take(2, 8, PERSON, GUILD) is None
    assert limits.take(2, None, PERSON, GUILD) is None


def test_a_lowered_limit_says_when_it_really_has_room() -> None:
    clock = Seconds()
    limits = RateLimits(clock)
    for _ in range(5):
        limits.take(1, None, Rate(5, 60), None)
        clock.now += 10
    assert limits.take(1, None, Rate(1, 60), None) == Wait("person", 50)
    clock.now += 50
    assert limits.take(1, None, Rate(1, 60), None) is None


def test_people_who_stopped_asking_take_no_memory() -> None:
    clock = Seconds()
    limits = RateLimits(clock)
    for person in range(900):
        limits.take(person, None, PERSON, None)
    clock.now += 61
    for person in range(2000, 2200):
        limits.take(person, None, PERSON, None)
    assert len(limits._taken) <= 200
    limits.take(1, None, Rate(1, 60), None)
    limits.forget(1)
    assert limits.take(1, None, Rate(1, 60), None) is None


def test_questions_and_look_ups_count_apart_and_forgetting_forgets_both() -> None:
    limits = RateLimits(Seconds())
    one = Rate(1, 60)
    for subject in Subject:
        assert limits.take(1, 9, one, Rate(9, 60), subject) is None
        assert limits.take(1, 9, one, Rate(9, 60), subject) == Wait("person", 60)
    limits.forget(1)
    for subject in Subject:
        assert limits.take(1, 9, one, Rate(9, 60), subject) is None


def test_what_another_process_refused_is_given_back_to_person_and_server() -> None:
    limits = RateLimits(Seconds())
    one = Rate(1, 60)
    assert limits.take(1, 9, one, one) is None
    limits.give_back(1, 9, Subject.QUESTION)
    assert limits.take(1, 9, one, one) is None
    limits.give_back(2, None, Subject.LOOK_UP)
