def main():
    # TODO
    raise NotImplementedError
