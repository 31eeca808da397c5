"""The admin's ground: every page of every model shows and changes only what is in scope."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import Field, ForeignKey, ManyToManyField, Model, QuerySet
from django.forms import BaseInlineFormSet, ModelForm, ModelMultipleChoiceField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from registry.admin.autocomplete import KnownSelect
from registry.admin.colliding import CollidingPage
from registry.admin.deletion import Deletion, describe_deletion
from registry.admin.history import HistoryPage
from registry.admin.keys import possible_keys
from registry.admin.once import OncePage
from registry.admin.problems import problems_of
from registry.admin.scope import choices_for, has_role, person
from registry.models import User
from registry.notation.codes import Role

_MOST_WORDS = 8


class SeveralChoices(ModelMultipleChoiceField):
    """Several choices; one that cannot be a key is refused before the database is asked."""

    def clean(self, value: Any) -> Any:
        """Return the chosen rows."""
        for key in value or []:
            if not possible_keys([key]):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": key},
                )
        return super().clean(value)


class ScopedForm(ModelForm):
    """A form whose choices keep to the scope but for the one that is stored already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if hasattr(field, "queryset") and not isinstance(field, ModelMultipleChoiceField):
                self._keep_stored(name, field)

    def stored_label(self, name: str) -> str:
        """Return how the stored choice of a field is shown."""
        return str(getattr(self.instance, name))

    def _keep_stored(self, name: str, field: Any) -> None:
        """Let a stored choice stand, and show it without asking the database once a row."""
        pk = getattr(self.instance, f"{name}_id", None)
        if pk is None or not hasattr(self.instance, name):
            return
        model = field.queryset.model
        within = field.queryset.order_by().values("pk")
        field.queryset = model._default_manager.filter(
            pk__in=within
        ) | model._default_manager.filter(pk=pk)
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, KnownSelect):
            widget.known = {str(pk): self.stored_label(name)}


class ScopedChoices:
    """What lists of rows and pages have in common: choices in scope, by autocomplete."""

    admin_site: admin.AdminSite
    get_autocomplete_fields: Callable[..., Any]

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer what the person may choose and nothing else, however the answer arrives."""
        kwargs["queryset"] = choices_for(db_field, person(request), self.admin_site)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer what the person may choose and nothing else."""
        kwargs["queryset"] = choices_for(db_field, person(request), self.admin_site)
        kwargs["form_class"] = SeveralChoices
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Beside a choice offer to add one; changing it belongs on its own page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            wrapper = field.widget
            wrapper.can_change_related = wrapper.can_view_related = False
            wrapper.can_delete_related = False
        return field


class ScopedAdmin(ScopedChoices, OncePage, CollidingPage, HistoryPage):
    """A model's pages, kept to ``readable_by`` and ``editable_by``; no role means superusers."""

    form: type[ModelForm] = ScopedForm
    role_to_read: ClassVar[Role | None] = Role.READER
    role_to_change: ClassVar[Role | None] = Role.WRITER
    list_per_page = 50
    show_facets = admin.ShowFacets.ALWAYS
    show_full_result_count = False

    def readable(self, user: User) -> QuerySet:
        """Return the rows a person may look at."""
        return self.model._default_manager.readable_by(user)  # type: ignore[no-any-return]

    def editable(self, user: User) -> QuerySet:
        """Return the rows a person may change."""
        return self.model._default_manager.editable_by(user)  # type: ignore[no-any-return]

    def deletable(self, user: User) -> QuerySet:
        """Return the rows a person may delete."""
        return self.editable(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Start every page, list, action and autocomplete from what may be read."""
        return self.readable(person(request)).order_by(*self.get_ordering(request) or ["pk"])

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> Any:
        """Search by the first few words."""
        return self.search(request, queryset, self.first_words(search_term))

    def first_words(self, search_term: str) -> str:
        """Return how many words are looked for: each takes a condition, of which few can be."""
        return " ".join(search_term.split()[:_MOST_WORDS])

    def search(self, request: HttpRequest, queryset: QuerySet, words: str) -> Any:
        """Return what is found by the words, and whether anything is found twice."""
        return super().get_search_results(request, queryset, words)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet, *args: Any, **kwargs: Any
    ) -> Any:
        """Act on what was selected, as far as it can be the key of a row."""
        posted = request.POST.copy()
        selected = possible_keys(posted.getlist(ACTION_CHECKBOX_NAME))
        posted.setlist(ACTION_CHECKBOX_NAME, selected)
        request.POST = posted  # type: ignore[assignment]
        return super().response_action(request, queryset, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Call the list by its name."""
        title = {"title": self.opts.verbose_name_plural}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Say plainly what the page is for, and what stands against saving."""
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        context["problems"] = problems_of(context["adminform"].form, formsets)
        context["errors"] = None  # the stock sentence, which leads nowhere
        name, record = self.opts.verbose_name, kwargs.get("obj")
        if record is None:
            context["title"] = _("%(name)s 새로 적기") % {"name": name}
        elif self.has_change_permission(request, record):
            context["title"] = _("%(name)s 고치기") % {"name": name}
        else:
            context["title"] = _("%(name)s 보기") % {"name": name}
        return super().render_change_form(request, context, *args, **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the model on the start page to whom it has something to show."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Permission follows from memberships alone, never from permissions given by hand."""
        return has_role(request, self.role_to_read) and self._holds(self.readable, request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may make a new row somewhere."""
        return has_role(request, self.role_to_change)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the person may change `obj`, or any row at all."""
        return has_role(request, self.role_to_change) and self._holds(self.editable, request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the person may delete `obj`, or any row at all."""
        return has_role(request, self.role_to_change) and self._holds(self.deletable, request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Deletion:
        """Name what a deletion takes along, but never what the person may not read."""
        return describe_deletion(objs, request, self.admin_site)

    def _holds(
        self, rows: Callable[[User], QuerySet], request: HttpRequest, obj: Model | None
    ) -> bool:
        """Return whether `obj` is among the rows; asked often, looked up once a request."""
        if obj is None or obj.pk is None:
            return True
        answers: dict[Any, bool] = request.__dict__.setdefault("_scope_answers", {})
        question = (rows.__name__, self.model, obj.pk)
        if question not in answers:
            answers[question] = rows(person(request)).filter(pk=obj.pk).exists()
        return answers[question]

    def look_up(self, request: HttpRequest, records: Iterable[Model]) -> None:
        """Ask at once of many records what is then asked of each: may it be read, and deleted."""
        pks = [record.pk for record in records]
        answers = request.__dict__.setdefault("_scope_answers", {})
        for rows in (self.readable, self.deletable):
            held = set(rows(person(request)).filter(pk__in=pks).values_list("pk", flat=True))
            answers.update({(rows.__name__, self.model, pk): pk in held for pk in pks})

    def address(self, page: str, *args: Any) -> str:
        """Return the address of one of the model's pages."""
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=args)


class ScopedInline(ScopedChoices, admin.TabularInline):
    """Rows on their parent's page; whoever may change the parent may change them."""

    form = ScopedForm
    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the parent may be read."""
        return self._parent().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the parent may be changed."""
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the parent may be changed, or made."""
        return self._parent().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the parent may be changed."""
        return self.has_change_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Start from the rows of parents that may be read."""
        parents = self._parent().readable(person(request))
        link = self.fk_field.name
        rows: QuerySet = self.model._default_manager.filter(**{f"{link}__in": parents})
        return rows

    @property
    def fk_field(self) -> Field:
        """Return the field that leads to the parent."""
        fields = self.model._meta.get_fields()
        return next(
            field
            for field in fields
            if isinstance(field, ForeignKey) and field.related_model is self.parent_model
        )

    def _parent(self) -> ScopedAdmin:
        return self.admin_site.get_model_admin(self.parent_model)  # type: ignore[return-value]


class OnceFormSet(BaseInlineFormSet):
    """Rows that may not say the same thing twice; the database would only crash on it."""

    key: ClassVar[tuple[str, ...]] = ()
    twice: ClassVar[Any] = ""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name every box to who cannot see the head of its column."""
        super().add_fields(form, index)
        for field in filter(attrgetter("label"), form.fields.values()):
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", field.label)

    def clean(self) -> None:
        """Refuse the second of two rows with one key."""
        super().clean()
        seen: set[tuple[Any, ...]] = set()
        for form in self.kept_forms():
            key = tuple(form.cleaned_data.get(name) or None for name in self.key)
            if key in seen:
                form.add_error(None, self.twice)
            seen.add(key)

    def kept_forms(self) -> list[Any]:
        """Return the forms that say something and are not to be deleted."""
        return [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", None)
            and (form.has_changed() or form.instance.pk)
            and not (self.can_delete and form.cleaned_data.get("DELETE"))
        ]
