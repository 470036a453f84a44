def steps(tasks):
    # TODO
    raise NotImplementedError
