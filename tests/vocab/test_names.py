import pytest

from crosswire.vocab.names import name_tokens


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the Al-Nusra Front's", ("nusra", "front")),
        ("an-Nusra", ("nusra",)),
        ("el-Sham", ("sham",)),
        ("Ahrar ash-Sham", ("ahrar", "sham")),
        ("U.S.-led", ("US", "led")),
        ("Türkiye", ("turkiye",)),
        ("People’s Protection Units", ("people", "protection", "units")),
        ("Ma`an", ("maan",)),
        ("us", ("us",)),
        ("Ana of ANA", ("ana", "of", "ANA")),
        ("", ()),
    ],
)
def test_name_tokens(words, expected):
    """Do spellings of one name come to the same words?"""
    assert name_tokens(words) == expected
