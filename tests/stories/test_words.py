"""Words read as one array: are they the words that a reader of the text would take?"""

from hypothesis import given, settings
from hypothesis import strategies as st
from story_builders import article

from crosswire.stories.shingles import fingerprints, read_texts
from crosswire.stories.words import read_words, words_of

LETTERS = st.one_of(st.sampled_from("aAbéÉß'’_-. \n1٣ﬁİÅ\u0301ع한"), st.characters())


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(LETTERS, max_size=60), min_size=1, max_size=4))
def test_words_of_many_texts(texts):
    """Has each text the words that it has by itself, and equal words one hash?"""
    read = read_words([article(f"a{at}", text) for at, text in enumerate(texts)])
    expected = [words_of(text) for text in texts]
    assert (read.opens[1:] - read.opens[:-1]).tolist() == [len(words) for words in expected]
    flat = [word for words in expected for word in words]
    pairs = set(zip(flat, read.hashes.tolist(), strict=True))
    assert len(pairs) == len({word for word, _ in pairs}) == len({key for _, key in pairs})


def test_code_points_of_words():
    """Do the words of the second text of a batch stand where they are in it?"""
    texts = ["First, of all.", "", "The men’s Ärger'"]
    read = list(read_texts(article(f"a{at}", text) for at, text in enumerate(texts)))
    found = [
        [text.article.text[a:b] for a, b in zip(text.starts, text.ends, strict=True)]
        for text in read
    ]
    assert found == [["First", "of", "all"], [], ["The", "men’s", "Ärger"]]


def test_masked_words_are_left_out():
    """Is a word that a mask touches no word of the news?"""
    masked = article("a", "One two three four", masked="wo thr")
    (text,) = read_texts([masked])
    assert [masked.text[at] for at in text.starts] == ["O", "f"]


def test_a_text_longer_than_a_batch():
    """Are the words of a very long text hashed as those of a short one?"""
    words = read_words([article("a", "word " * 150_000), article("b", "word")])
    assert len(set(words.hashes.tolist())) == 1


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("ab ", max_size=80), min_size=1, max_size=5))
def test_fingerprints_of_many_texts(texts):
    """Has each text of a batch the fingerprints that it has alone, and one at least?"""
    articles = [article(f"a{at}", text) for at, text in enumerate(texts)]
    keys, owners = fingerprints(articles)
    for at, one in enumerate(articles):
        alone, _ = fingerprints([one])
        assert set(keys[owners == at].tolist()) == set(alone.tolist())
        assert bool(len(alone)) == bool(one.text.strip())


def test_twelve_equal_words_share_a_fingerprint():
    """Do two texts with twelve words in common, wherever they stand, have a fingerprint too?"""
    shared = " ".join(f"w{at}" for at in range(12))
    one, other = (
        article("a", f"some words before {shared}"),
        article("b", f"{shared} and behind it"),
    )
    keys, owners = fingerprints([one, other])
    assert set(keys[owners == 0].tolist()) & set(keys[owners == 1].tolist())
