"""Reads the seed's table with BeautifulSoup or lxml. Run: reader.py beautifulsoup|lxml FILE…"""
import sys
import time

COLUMNS = {"nom du cookie": "name", "nom du prestataire": "provider", "finalités": "purpose", "durée de conservation": "lifetime"}


def beautifulsoup(source):
    from bs4 import BeautifulSoup

    declarations = []
    for table in BeautifulSoup(source, "lxml").find_all("table"):
        rows = table.find_all("tr")
        roles = [COLUMNS.get(cell.get_text().strip().lower()) for cell in rows[0].find_all(["th", "td"])]
        for row in rows[1:]:
            cells = [cell.get_text().strip() for cell in row.find_all("td")]
            declarations.append({role: text for role, text in zip(roles, cells) if role})
    return declarations


def lxml(source):
    from lxml import html

    declarations = []
    for table in html.document_fromstring(source).iter("table"):
        rows = list(table.iter("tr"))
        roles = [COLUMNS.get(cell.text_content().strip().lower()) for cell in rows[0]]
        for row in rows[1:]:
            cells = [cell.text_content().strip() for cell in row]
            declarations.append({role: text for role, text in zip(roles, cells) if role})
    return declarations


read = {"beautifulsoup": beautifulsoup, "lxml": lxml}[sys.argv[1]]
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        source = file.read()
    times = []
    for _ in range(11):
        start = time.perf_counter()
        declarations = read(source)
        times.append((time.perf_counter() - start) * 1000)
    print(sorted(times)[5], len(declarations))
