"""The queue of runs on DBOS: durable on SQLite for one process, on PostgreSQL for many machines.

Import its modules only where the queue is used: DBOS is a thing of the whole process.
"""
