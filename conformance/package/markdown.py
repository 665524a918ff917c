"""The pages of docs/ as sections of a manual page: the few forms of Markdown that they use."""

import re


def plain(text):
    """Without links and emphasis; `code` stays for the page."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\*\*([^*]+)\*\*", r"\1", text).replace("\\|", "|")


def cells_of(line):
    cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
    return [plain(cell.strip()) for cell in cells]


def add_table(page, lines):
    heads = cells_of(lines[0])
    page.begin_list()
    for line in lines[2:]:
        cells = cells_of(line)
        page.item(cells[0].replace("`", ""))
        if len(cells) == 2:
            page.text(cells[1] or "(nothing)", paragraph=False)
        else:
            page.text("; ".join("%s: %s" % pair for pair in zip(heads[1:], cells[1:])),
                      paragraph=False)
    page.end_list()


def add_items(page, text):
    page.begin_list()
    for item in re.split(r"^(?:- |\d+\. )", text, flags=re.M)[1:]:
        page.item("\\(bu")
        page.text(plain(item), paragraph=False)
    page.end_list()


def add(page, text):
    """Adds what follows the title of a page of docs/; its headings become parts of one section."""
    page.section("DESCRIPTION")
    for block in re.split(r"\n{2,}", text.strip("\n")):
        lines = block.split("\n")
        head = re.match(r"(#+) (.*)", block)
        if head:
            page.part(plain(head.group(2)).replace("`", ""))
            if len(lines) > 1:
                page.text(plain("\n".join(lines[1:])))
        elif block.startswith("    "):
            page.code(block)
        elif block.startswith("|"):
            add_table(page, lines)
        elif re.match(r"- |\d+\. ", block):
            add_items(page, block)
        else:
            page.text(plain(block))
