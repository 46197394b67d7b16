"""python -m benchmarks."""

from .frame import main

raise SystemExit(main())
