"""How fast is the product, and how far from the floor? `make bench` answers over HTTP, with every part a process.

`run` starts the parts and writes `results.json`; `scenarios` has the rows; `load` is the customers and `talks` what
they say; `floor` is the least that a server of this kind could do; `model` stands for a language model; `process` asks
the system about a process; `summary` makes the figures comparable; `readme` puts them into the READMEs.
"""
