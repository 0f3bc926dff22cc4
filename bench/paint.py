"""Print when the largest thing on a page is painted: `python -m bench.paint [--site DIR]`."""

from statistics import median

from playwright.sync_api import Browser

from bench.screenshots import pages, shown, site_of

TIMES = 5
SLOWER = 4  # times slower than this machine, as a phone is
LARGEST = """new Promise(done => new PerformanceObserver(
    list => done(list.getEntries().at(-1).startTime)
).observe({type: "largest-contentful-paint", buffered: true}))"""


def main() -> None:
    """Open each kind of page anew, several times, with a slowed processor."""
    with shown(site_of(__doc__)) as (browser, address, site):
        print(f"largest paint, ms, processor slowed {SLOWER} times: median (all {TIMES})")
        for name, path in pages(site).items():
            taken = sorted(painted(browser, address + path) for _ in range(TIMES))
            print(f"{name:8} {median(taken):5.0f}  ({', '.join(f'{ms:.0f}' for ms in taken)})")


def painted(browser: Browser, address: str) -> float:
    """Return the milliseconds until the largest paint, in a browser that knows nothing yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load")
    page.wait_for_timeout(1000)
    milliseconds = float(page.evaluate(LARGEST))
    context.close()
    return milliseconds


if __name__ == "__main__":
    main()
