import threading


def together(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


instance = None
lock = threading.Lock()
made = []


def get():
    global instance
    if instance is None:
        made.append(1)
        instance = object()


def main():
    together(get, get)
    assert len(made) == 1, made
