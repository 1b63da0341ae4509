"""Changed payments, all pages together."""

from datetime import datetime

from core.documents import Payment
from core.ports import FieldService


async def changed_payments(field_service: FieldService, since: datetime) -> list[Payment]:
    return [one async for page in field_service.payments_changed(since) for one in page]
