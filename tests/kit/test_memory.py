import gc

from agente.kit.memory import begin_start, release_unused


def test_the_collector_rests_during_a_start_and_works_again_after_it() -> None:
    begin_start()
    assert not gc.isenabled()
    release_unused()
    assert gc.isenabled()
