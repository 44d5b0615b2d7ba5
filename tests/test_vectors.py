"""A text is encoded once, and a broken cache costs time but no answer."""

import numpy as np

from toolkit.vectors import remembered


def counting(asked):
    def encode(texts):
        asked.extend(texts)
        return np.array([[len(text), text.count("a")] for text in texts], dtype=np.float32)

    return encode


def test_each_text_is_asked_for_once(tmp_path):
    asked = []
    encode = remembered(counting(asked), tmp_path / "v.npz")
    first = encode(["abba", "åäö"])
    again = remembered(counting(asked), tmp_path / "v.npz")(["åäö", "ny", "abba"])
    assert asked == ["abba", "åäö", "ny"]
    assert (again[2] == first[0]).all() and (again[0] == first[1]).all()


def test_a_broken_file_is_made_anew(tmp_path):
    path = tmp_path / "v.npz"
    path.write_bytes(b"trasig")
    asked = []
    assert remembered(counting(asked), path)(["abba"]).tolist() == [[4.0, 2.0]]
    assert asked == ["abba"]


def test_long_work_tells_how_far_it_has_come(tmp_path):
    told = []
    encode = remembered(counting([]), tmp_path / "v.npz", progress=lambda *step: told.append(step))
    encode([f"text {number}" for number in range(100)])
    assert told[0] == ("encode", 0, 100) and told[-1] == ("encode", 100, 100)
