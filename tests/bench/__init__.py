"""How fast a run is, what it costs and what it holds, against the bound that NetSuite sets.

Both vendors are simulated in another process. The bound is what the run would take if every slot, or
every processor of NetSuite's asynchronous jobs, were busy all the time. How near the whole run comes
to it, from first read to last mark, is a ratio within one run; it compares across machines as seconds
do not.
"""
