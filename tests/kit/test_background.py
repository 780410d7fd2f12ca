import asyncio

from structlog.testing import capture_logs

from agente.kit.background import in_background


async def failing() -> None:
    raise ValueError("nobody waits for this")


def test_the_log_tells_of_work_that_failed() -> None:
    async def begin() -> None:
        await asyncio.wait([in_background(failing())])

    with capture_logs() as lines:
        asyncio.run(begin())
    assert [(line["event"], str(line["exc_info"])) for line in lines] == [
        ("background work failed", "nobody waits for this")
    ]


def test_work_that_is_called_off_is_no_failure() -> None:
    async def begin() -> None:
        task = in_background(asyncio.sleep(60))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])

    with capture_logs() as lines:
        asyncio.run(begin())
    assert lines == []
