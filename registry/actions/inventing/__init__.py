"""지어낸 자료: a registry as large as one likes, true to life, for trials and for measuring.

``words`` are how clerks name what they do, ``bodies`` who does it, ``amounts``, ``periods`` and
``money`` what the paper says of it, ``projects`` the whole of one; ``ahead`` invents some while
others are written, ``writing`` is how all of it gets into a database with its versions.
``running`` says where that may be: never where people work.
"""

from registry.actions.inventing.running import Kept, NotOurs, fill, invent

__all__ = ["Kept", "NotOurs", "fill", "invent"]
