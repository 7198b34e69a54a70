"""What stands at the public address of a report: fetched, kept as proof, read, and compared with the filed version.

What the audiences call::

    addresses.address_of(organ, year) / enter(…)      where the public reads the report
    looking.ask(organ, year, actor=…)                 a worker will look; looking.history(organ, year) what was seen
    proof.pdf(check)                                  one page for the files
    sites.parsed(text)                                the operator's list: which hosts may be looked at; raises BadLines

Only hosts on the operator's list are asked, over HTTP and HTTPS, and of addresses inside an office's network only those
in the ranges that it names. Pages of this system are taken from itself, as anybody outside would see them.
"""
