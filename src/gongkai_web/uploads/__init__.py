"""Annual reports that come as files, hundreds at once: received, read in the background, looked over, taken.

What the audiences call::

    receiving.receive(organ, files, actor=…) -> Received         stores new files in a batch and asks for the job; bytes that
                                                                 are there already are named and not stored again
    batches.newest(organs) / batches.opened(organ, batch)        what became of a batch; batches.job_of(batch)
    batches.stop(batch) / batches.resume(organ, batch, actor=…)  the job ends behind the file in hand / goes on with the rest
    reviewing.review(upload) -> Review                           the cells that a person has to look at, beside their print
    reviewing.correct(upload, typed, actor=…, name=…)            confirmed or corrected: rows that are never changed
    taking.take(upload, actor=…) -> ReportVersion                the report becomes a version of its organ and year
    taking.decide(upload, organ, year, …) / set_aside / again    raise NotNow with the reason; taking.why_not(upload)

Files are read by the library in processes of its own (``reading``): a poisonous one costs one line.
"""
