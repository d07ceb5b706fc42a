"""`python -m barwise` is the command `barwise`."""

from barwise.command_line import main

main()
