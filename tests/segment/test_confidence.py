"""How sure a verdict is: two signals that agree are sure, two that disagree are for a person to look at."""

from toolkit.segment.confidence import confidence, disagree


def test_agreement_is_surer_than_disagreement():
    both = confidence(0.95, 0.9, accepted=True)
    words_only = confidence(0.3, 0.9, accepted=True)
    place_only = confidence(0.95, 0.1, accepted=True)
    assert both > 0.95
    assert both > place_only > 0.5 and both > words_only > 0.5
    assert disagree(0.3, 0.9) and disagree(0.95, 0.1) and not disagree(0.95, 0.9)


def test_what_was_rejected_has_a_chance_too():
    likely, unlikely = confidence(0.7, 0.9, accepted=False), confidence(0.15, 0.1, accepted=False)
    assert 0.5 > likely > unlikely


def test_certainty_holds_on_real_candidates(shared):
    """Said and so differ by little on real documents, over what was rejected too; weights.toml is learned from them."""
    from toolkit.scores import brier, calibration_error
    from toolkit.workflow.scoring import score

    result = score(shared("gold", "vansbro.json"), against=[shared("plans", "sweden")])
    judged = [(one.sure, one.right) for one in result.candidates]
    assert len(judged) > 100 and any(not right for _, right in judged)
    assert brier(judged) < 0.03 and calibration_error(judged) < 0.05
