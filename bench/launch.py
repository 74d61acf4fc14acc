"""Run one command and print what it took, as JSON: `launch.py SECONDS LOG COMMAND...`.

Started as `python -I -S`, so that this process is as small as Python gets: on Linux a child's peak memory is counted
from its parent's at the moment of the start, and a large parent would hide what a small child needs.
"""

import json
import os
import signal
import sys
import time


def main() -> None:
    patience, log, *command = sys.argv[1:]
    with open(log, "wb") as output:
        ends = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)]
        start = time.perf_counter()
        child = os.posix_spawn(command[0], command, os.environ, file_actions=ends)
        signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
        signal.alarm(int(patience))
        _, status, usage = os.wait4(child, 0)
        seconds = time.perf_counter() - start
        signal.alarm(0)
    scale = 1024 if sys.platform == "darwin" else 1
    kilobytes = usage.ru_maxrss // scale
    processor = usage.ru_utime + usage.ru_stime
    taken = {"seconds": seconds, "processor": processor, "kilobytes": kilobytes}
    print(json.dumps(taken | {"exit": os.waitstatus_to_exitcode(status)}))


main()
