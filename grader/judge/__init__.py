"""The judge: pytest over the hidden tests of one exercise, in a process of its own that student code never enters."""
