// Shows the OpenAPI document of the service that the query names in Swagger UI, and lets the reader choose another.
"use strict";

const body = document.body.dataset;
const note = document.getElementById("note");
const choice = document.getElementById("service");
const wanted = new URLSearchParams(location.search).get("service") ?? "";

const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();

function say(text) {
  note.textContent = text;
  note.hidden = !text;
}

async function read(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  return answer.json();
}

// Calls go to where the page is from: also those of a document that names the API's public address, and of an operation
// that only this host has. An operation of another host keeps its server, and says so when it is tried.
function here(api) {
  delete api.servers;
  for (const item of Object.values(api.paths ?? {})) {
    for (const operation of Object.values(item)) {
      const urls = operation?.servers?.map((server) => new URL(server.url, location.href).hostname) ?? [];
      if (urls.includes(location.hostname)) delete operation.servers;
    }
  }
  api.servers = [{ url: location.origin }];
  return api;
}

function offer(services) {
  const methods = services.reduce((sum, service) => sum + service.routes, 0);
  const all = methods <= Number(body.methodsMax);
  const routed = services.filter((service) => service.routes > 0);
  if (all) choice.add(new Option("All services", ""));
  else if (!wanted) choice.add(new Option("Choose a service", ""));
  for (const { name } of routed) choice.add(new Option(name, name));
  choice.value = wanted;
  choice.addEventListener("change", () => {
    // Without what the address names in the service before.
    location.href = location.pathname + (choice.value ? `?service=${encodeURIComponent(choice.value)}` : "");
  });
  return all || routed.length === 1;
}

async function main() {
  const { services } = await read(body.services);
  const all = offer(services);
  if (!wanted && !all) return say("This API is large: choose one of its services.");
  if (wanted) {
    const link = document.getElementById("grpc");
    link.href += `/services/${encodeURIComponent(wanted)}`;
    link.hidden = false;
    document.title = `${wanted} – reference`;
  }
  const query = wanted ? `?service=${encodeURIComponent(wanted)}` : "";
  const spec = here(await read(body.document + query));
  say("");
  window.console_ = SwaggerUIBundle({
    spec,
    dom_id: "#console",
    deepLinking: true,
    displayOperationId: false,
    displayRequestDuration: true,
    defaultModelsExpandDepth: 0,
    docExpansion: Object.keys(spec.paths).length > 40 ? "none" : "list",
    filter: true,
    // Nothing leaves the gateway: no validator, no configuration from elsewhere.
    validatorUrl: null,
    queryConfigEnabled: false,
    tryItOutEnabled: true,
    requestSnippetsEnabled: true,
    requestSnippets: { defaultExpanded: false },
    presets: [SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
  });
}

main().catch((error) => say(`There is no reference: ${error.message}`));
