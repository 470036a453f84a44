"""The line to the judge sends other messages than it is given.

exercise: 20_process_child
points: 0
codes: W101
checks: makes_the_text, exit_codes
"""

exec('''
import grader.stage.channel as channel
channel.Channel.send = lambda self, message: self._socket.sendall(b'{"id": "x", "value": {"texts": []}}\\n')
''')


def run_child(name):
    return None


def run_one_by_one(tasks):
    return None
