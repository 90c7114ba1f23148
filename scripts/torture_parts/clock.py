"""Sets the clock to the past and the future between runs, with faketime where it is installed."""
import shutil
import time

TIMES = ["2000-01-01 00:00:00", "2038-01-19 03:14:08", "2026-02-29 00:00:00", "1970-01-02 00:00:00", "2100-12-31 23:59:59"]


def run(torture, seconds):
    faketime = shutil.which("faketime")
    if not faketime:
        return "skipped (faketime is not installed)"
    end = time.monotonic() + seconds
    folder = torture.workspace("clock")
    runs = 0
    for moment in TIMES:
        for command in [["refresh"], ["ask", "How long may article 7 be returned?"], ["sessions"], ["status"]]:
            if command == ["refresh"]:
                torture.write(folder, runs % 60, runs + 1)
            run = torture.run(command, folder, seconds=60, wrapper=[faketime, "-f", moment])
            torture.expect_sentence(run, f"at {moment}", failing=False)
            runs += 1
        if time.monotonic() > end:
            break
    torture.expect_sentence(torture.run(["refresh"], folder), "back in the present", failing=False)
    torture.check_databases(folder, "after clock jumps")
    torture.check_editions(folder, "after clock jumps")
    return f"{runs} runs at {len(TIMES)} times"
