"""`python -m docs.tools`: renew what is made in docs/."""

from docs.tools import pages
from mopsdsl.checks import index


def main() -> None:
    """Write docs/rules.md, the diagrams, and what the reference's pages say of both."""
    index.main()
    made = {page: pages.fresh(page.read_text("utf-8")) for page in pages.pages()} | pages.diagrams()
    pages.DIAGRAMS.mkdir(exist_ok=True)
    for path in set(pages.DIAGRAMS.glob("*.svg")) - made.keys():
        path.unlink()
    for path, text in made.items():
        path.write_text(text, "utf-8", newline="\n")
    print(f"wrote {pages.REFERENCE}")


if __name__ == "__main__":
    main()
