// What pages can do beyond being read: search, calls in tabs, copying. They are whole without it.
"use strict";

// Calls go to where the page is from.
const here = { origin: location.origin, socket: location.origin.replace(/^http/, "ws"), authority: location.host, plaintext: " -plaintext" };
if (location.protocol === "https:") {
  here.plaintext = "";
  if (!location.port) here.authority += ":443";
} else if (!location.port) here.authority += ":80";
// A host may have any name in a browser, and these texts are for a shell.
if (/^[\w.:[\]-]+$/.test(location.host)) {
  for (const span of document.querySelectorAll("[data-is]")) {
    // A service may be on some hosts alone, of which this may be one.
    const hosts = span.dataset.hosts?.split(" ");
    if (!hosts) span.textContent = here[span.dataset.is];
    else if (hosts.includes(location.hostname)) span.textContent = here[span.dataset.is.replace("service-", "")] ?? "";
  }
}

// Tells those who do not see the button.
const told = document.createElement("p");
told.setAttribute("role", "status");
told.className = "unseen";
document.body.append(told);

async function copy(pre, button) {
  const text = pre.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without TLS browsers have no clipboard but this one.
    getSelection().selectAllChildren(pre);
    document.execCommand("copy");
    getSelection().removeAllRanges();
  }
  button.textContent = "Copied";
  told.textContent = "The call is copied.";
  setTimeout(() => { button.textContent = "Copy"; told.textContent = ""; }, 1500);
}

for (const pre of document.querySelectorAll(".code pre")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.append("Copy");
  button.addEventListener("click", () => copy(pre, button));
  pre.after(button);
}

// The calls of a method become tabs; which kind is chosen holds for all of them, and for the next visit.
const groups = [...document.querySelectorAll(".calls")].map((group) => ({ group, sections: [...group.children] }));
let chosen = "curl";
try { chosen = localStorage.getItem("call") ?? chosen; } catch { /* Some browsers keep nothing. */ }

function choose(kind) {
  chosen = kind;
  try { localStorage.setItem("call", kind); } catch { /* As above. */ }
  for (const { group, sections } of groups) {
    const shown = sections.find((one) => one.dataset.call === kind) ?? sections[0];
    for (const section of sections) section.hidden = section !== shown;
    for (const tab of group.querySelectorAll("[role=tab]")) {
      const is = tab.dataset.call === shown.dataset.call;
      tab.setAttribute("aria-selected", is);
      tab.tabIndex = is ? 0 : -1;
    }
  }
}

function turn(event, tabs) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const at = (tabs.indexOf(event.target) + step + tabs.length) % tabs.length;
  choose(tabs[at].dataset.call);
  tabs[at].focus();
}

groups.forEach(({ group, sections }, index) => {
  const list = document.createElement("div");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Calls");
  const tabs = sections.map((section) => {
    const tab = document.createElement("button");
    const title = section.querySelector("h3");
    tab.type = "button";
    tab.id = `tab-${index}-${section.dataset.call}`;
    tab.dataset.call = section.dataset.call;
    tab.setAttribute("role", "tab");
    tab.append(title.textContent);
    title.remove();
    section.setAttribute("role", "tabpanel");
    section.setAttribute("aria-labelledby", tab.id);
    // What was clicked stays where it is, though all the others change their height.
    tab.addEventListener("click", () => {
      const top = tab.getBoundingClientRect().top;
      choose(tab.dataset.call);
      scrollBy(0, tab.getBoundingClientRect().top - top);
    });
    return tab;
  });
  list.append(...tabs);
  list.addEventListener("keydown", (event) => turn(event, tabs));
  group.prepend(list);
});
choose(chosen);
// What the address names may have moved.
if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();

const filter = document.getElementById("filter");
const entries = [...document.querySelectorAll(".entry")];
filter?.addEventListener("input", () => {
  const words = filter.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const entry of entries) {
    const text = `${entry.id} ${entry.querySelector(".routes")?.textContent ?? ""}`.toLowerCase();
    entry.hidden = !words.every((word) => text.includes(word));
    if (!entry.hidden) count += 1;
  }
  document.querySelector(".contents").hidden = words.length > 0;
  document.getElementById("count").textContent = words.length ? `${count} found` : "";
});

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

query?.addEventListener("input", () => search().catch((error) => {
  document.getElementById("count").textContent = error.message;
}));
document.addEventListener("keydown", (event) => {
  const field = query ?? filter;
  if (event.key !== "/" || !field || event.target.matches("input, select, textarea")) return;
  event.preventDefault();
  field.focus();
});
// Browsers fill in again what was there before.
for (const field of [query, filter]) if (field?.value) field.dispatchEvent(new Event("input"));
