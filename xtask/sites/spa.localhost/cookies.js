// The page is an empty shell: its text arrives afterwards, as on many sites built with a framework.
const row = (cells, kind) => {
  const line = document.createElement("tr");
  line.append(...cells.map((text) => Object.assign(document.createElement(kind), { textContent: text })));
  return line;
};

const show = ({ title, introduction, columns, cookies }) => {
  const table = document.createElement("table");
  table.append(row(columns, "th"), ...cookies.map((cells) => row(cells, "td")));
  const heading = Object.assign(document.createElement("h1"), { textContent: title });
  const paragraph = Object.assign(document.createElement("p"), { textContent: introduction });
  document.getElementById("page").append(heading, paragraph, table);
};

fetch("/cookies.json").then((answer) => answer.json()).then(show);
