"""The list page as Django's own documentation leads to it, over our models, beside our pages.

``views`` is a ``ListView`` with django-filter's ``FilterSet``, a count for every facet, no index
and no cache of ours; ``urls`` puts it and a stock admin beside the registry.
"""
