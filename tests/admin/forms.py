"""What a browser would send: a page's form as it stands, and what somebody changes in it."""

from typing import Any

from registry.models import Project

ADD = "/admin/registry/project/add/"


def change(project: Project) -> str:
    """Return the address of the page of a project."""
    return f"/admin/registry/project/{project.pk}/change/"


def errors(response: Any) -> dict:
    """Return by box what a project's page says against it."""
    return dict(response.context["adminform"].form.errors)


def warnings(response: Any) -> list[str]:
    """Return what a page warns of at its top."""
    return [
        str(message) for message in response.context["messages"] if message.level_tag == "warning"
    ]


def as_posted(response: Any, **changes: Any) -> dict[str, Any]:
    """Return the data of the admin form on a page, with `changes` typed into it."""
    context = response.context
    data = dict(_boxes(context["adminform"].form))
    for inline in context["inline_admin_formsets"]:
        data |= _boxes(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= _boxes(form)
    for name in ("opened", "once"):
        if name in context:
            data[f"_{name}"] = context[name]
    return data | changes


def _boxes(form: Any) -> dict[str, Any]:
    """Return what each box of a form holds when nobody touches it."""
    values = {box.html_name: _held(box) for box in form}
    return {name: value for name, value in values.items() if value is not None}


def _held(box: Any) -> Any:
    """Return what one box holds, None where a browser would send nothing."""
    value = box.value()
    if isinstance(value, bool):
        return "on" if value else None
    widget = getattr(box.field.widget, "widget", box.field.widget)
    text = widget.format_value(value) if value is not None else None
    if isinstance(text, list) and not getattr(widget, "allow_multiple_selected", False):
        return "".join(text)
    return text
