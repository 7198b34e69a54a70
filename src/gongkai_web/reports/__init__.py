"""Annual reports in the office: live figures, versions, checks, filing. It stands between the store and the audiences.

What the audiences call::

    live.figures(organ, year, tree=False) -> Figures             counted from the ledger, never stale; raises NoFigures
    live.covers(figures, year) -> bool                           whether the ledger knows the whole of the year

    states.standing(organ, year) -> Standing                     .status none|draft|submitted|returned|cleared|published
    states.standings(organ_keys, year) -> dict[str, Standing]    for lists; two queries however many organs
    states.filing_of(organ_key, year) -> Opened | None           .filing (library Filing: rounds, remarks, notes), .head

    beginning.ways(organ, year) -> tuple[str, ...]               how a report may begin; what stands against a file
    beginning.from_file(organ, year, report, …) -> ReportVersion

    versions.latest(organ, year) -> ReportVersion | None
    versions.numbered(organ, year, number) / versions.of_digest(organ, year, digest) / versions.all_of(organ, year)
    versions.report_of(version) -> Report
    versions.save(organ, year, report, came=…, actor=…, note="", upload=None, expecting=None) -> ReportVersion
                                                                 raises Locked, Superseded

    checks.checked(report, organ, year) -> Checked               .errors (they block), .warnings, .notes, .doubts,
                                                                 each Item: .id .finding .explained .anchors

                                                                 what no honest hand can mend (late, last year's
                                                                 figure) does not block and must be explained: .owed

    steps.submit(organ, year, *, actor, digest, head)            each records the library's fact; raises Refused,
    steps.send_back(organ, year, *, actor, remarks, head)        Overtaken (somebody was quicker). ``head`` is the hash
    steps.clear(organ, year, *, actor, digest, head)             of the filing as the page showed it, "" for none.
    steps.publish(organ, year, *, actor, digest, address, head)  closes the year where its figures came from the ledger
    steps.amend(organ, year, *, actor, digest, note, head)       submit and amend: Superseded where newer was saved
    steps.reopen(organ, year, *, actor, reason)                  the year's books, so that entries can be put right
    steps.ask(organ, year, *, actor)                             each tells those who have to go on, by a notice
                                                                 what was filed is versions.of_digest(…, filing.digest)

    printed.tables(report, …) -> list of tables to show with templates/reports/table.html
    comparison.compared(old, new) -> Compared                    shown by templates/reports/comparison.html
    published.published(organ, year) -> Public | None            what everybody may see, and nothing else
    published.years(organ) -> list[int];  published.organs(year) -> QuerySet[Organ]
"""
