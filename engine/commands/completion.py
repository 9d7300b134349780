"""`completion`: let a shell complete what is typed."""

from __future__ import annotations

import click

EXAMPLES = """
\b
Examples:
  backchannel completion bash >> ~/.bashrc
  backchannel completion zsh >> ~/.zshrc
  backchannel completion fish > ~/.config/fish/completions/backchannel.fish
"""


@click.command(epilog=EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script with which your shell completes what you type.

    That is commands, options and files, and the names of flows, gates, rules
    and verdicts in the workspace at hand; no names where that has errors.
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None  # the choice names the shells that click knows
    root = context.find_root().command
    click.echo(made(root, {}, "backchannel", "_BACKCHANNEL_COMPLETE").source())
