"""MOPS112: a naming convention asks for a code that the workspace lacks."""

from collections.abc import Iterator

from mopsdsl.checks.context import Context
from mopsdsl.diagnostics.finding import Finding, Related, Rule, Severity

RULE = Rule(
    "MOPS112",
    "workspace-without-code",
    Severity.ADVICE,
    "A naming convention uses a code that the workspace lacks.",
)


def check(context: Context) -> Iterator[Finding]:
    patterns = [naming for naming in context.model.instance.naming if "{code}" in naming.pattern]
    for workspace in context.model.workspaces.values():
        if patterns and not workspace.code and not workspace.implied and workspace.deprecated is None:
            kind = patterns[0].kind.replace("_", " ")
            yield RULE.finding(
                workspace.span,
                f"The title of every {kind} holds the code of its workspace, and workspace {workspace.name} has none.",
                'Give it a short one: `code "EM"`.',
                related=(Related(patterns[0].span, f"naming {kind} “{patterns[0].pattern}”"),),
                subject=workspace.id,
            )
