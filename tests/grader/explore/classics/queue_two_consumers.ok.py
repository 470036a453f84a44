import queue
import threading


def together(*jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    todo, done = queue.Queue(), []

    def work():
        while (item := todo.get()) is not None:
            done.append(item)
            todo.task_done()
        todo.task_done()

    for item in (1, 2, None, None):
        todo.put(item)
    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    todo.join()
    for worker in workers:
        worker.join()
    assert sorted(done) == [1, 2], done
