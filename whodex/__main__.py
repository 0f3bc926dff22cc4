import sys

from whodex.build.command import main

sys.exit(main())
