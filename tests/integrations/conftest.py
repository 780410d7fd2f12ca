from tests.support.shop import shop

__all__ = ["shop"]
