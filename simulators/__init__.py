"""The vendors as they are known to behave: an independent second opinion on our posting rules.

Nothing here knows the product. Each vendor is state and behaviour first, and an ASGI app on top.
"""
