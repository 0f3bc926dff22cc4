import pytest

from whodex.lexicon.names import begins, compatible, fold, is_short_for, nicknamed, person_name

ONE_PERSON = [
    ("Bill Marsh", "William J. Marsh"),
    ("Yahya Nasrawi", "Yehiya Nasrawi"),
    ("Mohammed bin Khalid al Sabri", "Muhammad Al-Sabri"),
    ("J. Marsh", "John Marsh"),
    ("J.R. Marsh", "J. R. Marsh"),
    ("Kim Jae-won", "Kim Jae Won"),
    ("José Núñez", "Jose Nunez"),
    ("Prime Minister Anna Lind", "Anna Lind"),
    ("Seán O’Brien", "Sean O'Brien"),
]
TWO_PEOPLE = [
    ("Ellen Park", "Allan Park"),
    ("Hassan Rafiq", "Hussein Rafiq"),
    ("Aaron David Lowe", "David Lowe"),
    ("Maria Roy", "Marie Roy"),
    ("John Marsh Jr.", "John Marsh Sr."),
    ("John A. Marsh", "John B. Marsh"),
    ("Anna Lind", "Anna Lund"),
    ("Lind", "Anna Lind"),
]


@pytest.mark.parametrize(("a", "b"), ONE_PERSON)
def test_forms_of_one_name_are_compatible(a: str, b: str) -> None:
    assert compatible(person_name(a), person_name(b))
    assert compatible(person_name(b), person_name(a))


@pytest.mark.parametrize(("a", "b"), TWO_PEOPLE)
def test_names_of_two_people_are_not(a: str, b: str) -> None:
    assert not compatible(person_name(a), person_name(b))
    assert not compatible(person_name(b), person_name(a))


def test_a_surname_is_short_for_a_full_name_with_or_without_its_particle() -> None:
    full = person_name("Khalil al-Sabri")
    assert is_short_for(person_name("al Sabri"), full)
    assert is_short_for(person_name("Sabri"), full)
    assert not is_short_for(person_name("Khalil"), full)
    assert not is_short_for(person_name("Khalil al-Sabri"), full)


def test_the_first_part_begins_a_full_name() -> None:
    assert begins(person_name("Han"), person_name("Han Jae-won"))
    assert not begins(person_name("Jae-won"), person_name("Han Jae-won"))


def test_fold_keeps_what_spellings_share() -> None:
    assert fold("U.S.") == fold("US") == "us"
    assert fold("Jong-un") == "jongun"
    assert fold("Łódź") == "lodz"


def test_a_particle_that_is_a_given_name_too_is_one_at_the_beginning_of_a_pair() -> None:
    assert person_name("Al Gorman").parts == ("al", "gorman")
    assert person_name("Al Gorman").is_open
    assert person_name("al Sabri").parts == person_name("Al-Sabri").parts == ("sabri",)
    assert person_name("Van Dorn").parts == ("dorn",)


def test_such_a_pair_is_short_for_a_name_that_ends_in_it_with_its_particle() -> None:
    assert is_short_for(person_name("Ben Salah"), person_name("Hamid Ben Salah"))
    assert not is_short_for(person_name("Ben Salah"), person_name("Hamid Salah"))
    assert not is_short_for(person_name("Ben Salah"), person_name("Ben Salah"))
    assert compatible(person_name("Al Gorman"), person_name("Albert Gorman"))


def test_a_nickname_stands_for_a_given_name_and_the_other_way_round() -> None:
    assert nicknamed(person_name("Bill"), person_name("William Marsh"))
    assert nicknamed(person_name("William"), person_name("Bill Marsh"))
    assert not nicknamed(person_name("Marsh"), person_name("William Marsh"))
    assert not nicknamed(person_name("Bill Marsh"), person_name("William Marsh"))
