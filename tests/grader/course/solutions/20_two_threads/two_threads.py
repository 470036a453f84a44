import threading

count = 0
lock = threading.Lock()


def add():
    global count
    with lock:
        count = count + 1


def main():
    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return count
