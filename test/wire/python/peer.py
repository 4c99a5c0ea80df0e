"""What the peers share: a line of JSON in, a line of JSON out, until end of input; calls spread over threads."""

import json
import sys
import threading


def serve(operations):
    """Answers each line with what the operation named by `op` gives; an error is its type and its text."""
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = operations[request.pop("op")](**request) or {}
        except Exception as error:  # the other side judges it
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), flush=True)


def spread(count, concurrency, workers):
    """Has `workers[i]()` called `count` times in all, by as many threads as there are workers."""
    lock = threading.Lock()
    left = [count]
    failures = []

    def work(one):
        while not failures:
            with lock:
                if left[0] == 0:
                    return
                left[0] -= 1
            try:
                one()
            except Exception as error:  # told below
                failures.append(error)

    if concurrency == 1:
        work(workers[0])
    else:
        threads = [threading.Thread(target=work, args=(workers[i],)) for i in range(concurrency)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if failures:
        raise failures[0]
    return {"done": count}
