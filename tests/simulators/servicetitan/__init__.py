"""The ServiceTitan simulator: does it behave as the facts say?"""
