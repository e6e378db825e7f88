"""Run by itself, in a folder of its own: sets ``brief.typ`` as PDF, tagged for PDF/UA-1 where that can be."""

import sys
import warnings


def main(epoch: int, fonts: list[str]) -> int:
    """Write the PDF to the standard output."""
    import typst

    warnings.simplefilter("ignore")
    compiler = typst.Compiler("brief.typ", root=".", font_paths=fonts, ignore_system_fonts=True)
    try:
        try:
            made = compiler.compile(format="pdf", timestamp=epoch, pdf_standards=["ua-1"])
        except (RuntimeError, typst.TypstError):
            made = compiler.compile(format="pdf", timestamp=epoch)
    except (RuntimeError, typst.TypstError) as error:
        print(error, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(bytes(made))  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
