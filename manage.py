"""The command line of the desk: `python manage.py COMMAND --help`."""

import typer

from gateways.commands import cards, catalogue, figures, finding, running, setting_up, site, staff, volumes

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="两会服务台 / the session desk")
for room in (running, setting_up, catalogue, finding, cards, volumes, site, figures, staff):
    cli.add_typer(room.app)

if __name__ == "__main__":
    cli()
