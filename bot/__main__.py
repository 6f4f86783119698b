"""`python -m bot` is `tonbaeb`."""

import sys

from bot.cli import main

sys.exit(main())
