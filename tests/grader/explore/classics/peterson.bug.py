import threading


def together(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


wants = [False, False]
turn = 0
x = 0


def thread(me):
    def job():
        global turn, x
        turn = 1 - me
        wants[me] = True
        while wants[1 - me] and turn != me:
            pass
        x = x + 1
        wants[me] = False

    return job


def main():
    together(thread(0), thread(1))
    assert x == 2, x
