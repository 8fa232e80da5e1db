"""`humiao`, the command line. A command's module is imported only when it is run."""

import importlib

import click

from humiao.cli.exits import EPILOG

# Name → where it is and what `humiao --help` says of it. The object is a click command or group.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("humiao.cli.demo:demo", "Make the two demonstration counties and serve them."),
    "serve": ("humiao.cli.serve:serve", "Run the database, the web pages and the worker until Ctrl-C."),
    "roster": ("humiao.cli.roster:roster", "Count the children on a county's roster."),
    "ledger": ("humiao.cli.ledger:ledger", "Bring past work in from spreadsheets."),
    "scorecard": ("humiao.cli.scorecard:scorecard", "Print a programme's figures and what is behind them."),
    "plan": ("humiao.cli.plan:plan", "Read a plan document into a draft programme."),
    "audit": ("humiao.cli.audit:audit", "Verify the trail."),
    "verify": ("humiao.cli.verify:verify", "Verify trail, months, files and exports."),
    "backup": ("humiao.cli.backup:backup", "Back up one county or all."),
    "restore": ("humiao.cli.restore:restore", "Put a backup back, checked row by row."),
    "keys": ("humiao.cli.keys:keys", "Rotate the master key, split it into shares, have it back."),
    "doctor": ("humiao.cli.doctor:doctor", "Look whether this machine can run Humiao, and what is amiss."),
}


class LazyGroup(click.Group):
    """A group that lists its commands from a table without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command and return it; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}:{attribute} is no click command")
        command.epilog = command.epilog or EPILOG
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the table, importing nothing."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="humiao", prog_name="humiao")
def main() -> None:
    """护苗 Humiao: run a county's government-purchased child-protection service.

    The data folder is .data in the current folder, or what HUMIAO_DATA names. Each command starts the
    database in it when it isn't running.
    """


if __name__ == "__main__":
    main()
