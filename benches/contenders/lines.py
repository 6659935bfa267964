"""Answers requests on standard input, a line of JSON each, with a line of JSON each, until the input ends."""

import json
import sys


def answer_lines(tasks):
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = tasks[request["task"]](request)
        except Exception as error:  # whatever it is, the other side has to know
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
