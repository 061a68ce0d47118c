// The search of the index. The list works without it.
"use strict";

const query = document.getElementById("query");
const shownMax = 200;
let services = null;

// Pages say where services are; a name is text, never markup.
function item(found) {
  const li = document.createElement("li");
  const a = document.createElement("a");
  a.href = found.href;
  a.append(found.name);
  li.append(a);
  if (found.more) {
    const p = document.createElement("p");
    p.append(found.more);
    li.append(p);
  }
  return li;
}

// Every word is somewhere in the service, the method or its routes.
function find(words) {
  const found = [];
  let count = 0;
  const home = document.querySelector(".bar a").pathname;
  for (const service of services) {
    const href = `${home}/services/${service.name}`;
    const own = service.name.toLowerCase();
    if (words.every((word) => own.includes(word))) {
      if (++count <= shownMax) found.push({ href, name: service.name, more: `${service.methods.length} methods` });
      continue;
    }
    for (const method of service.methods) {
      const text = `${own}.${method.name.toLowerCase()} ${method.routes.join(" ").toLowerCase()}`;
      if (!words.every((word) => text.includes(word))) continue;
      if (++count <= shownMax) {
        found.push({ href: `${href}#${method.name}`, name: `${service.name}.${method.name}`, more: method.routes.join(", ") });
      }
    }
  }
  return [found, count];
}

async function search() {
  const text = query.value.trim().toLowerCase();
  const list = document.getElementById("found");
  const told = document.getElementById("count");
  if (text && !services) {
    told.textContent = "Reading the list …";
    services = (await (await fetch(document.body.dataset.services)).json()).services;
    return search();
  }
  document.getElementById("all").hidden = Boolean(text);
  list.hidden = !text;
  if (!text) {
    told.textContent = "";
    return list.replaceChildren();
  }
  const [found, count] = find(text.split(/\s+/));
  list.replaceChildren(...found.map(item));
  const shown = count > shownMax ? `, the first ${shownMax} of which are shown` : "";
  told.textContent = `${count} found${shown}`;
}

if (query) {
  query.addEventListener("input", () => search().catch((error) => { document.getElementById("count").textContent = error.message; }));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.matches("input, select, textarea")) return;
    event.preventDefault();
    query.focus();
  });
  if (query.value) search();
}
