// The pages over TLS and HTTP/2, of a gateway that serves the bookstore on its own host alone: `secure.mjs PACKAGES GATEWAY CALLS`.
// Writes the calls that a reader at the gateway's address sees to CALLS, for calls.mjs.

import { writeFileSync } from "node:fs";
import { check, shown, start, tryOut } from "./browser.mjs";

const [packages, gateway, calls] = process.argv.slice(2);
const host = "bookstore.example.com";
const named = `https://${host}:${new URL(gateway).port}`;
const { open, run } = await start(packages, gateway, [host]);
const service = "/docs/services/bookstore.v1.Bookstore";

async function protocol() {
  const page = await open(service);
  const used = await page.evaluate(() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .map((entry) => entry.nextHopProtocol));
  check("pages come by HTTP/2", used.length > 2 && used.every((one) => one === "h2"), used);
  await page.context().close();
}

async function addresses() {
  const page = await open(service);
  const here = await shown(page);
  const of = (all, kind) => all.find((call) => call.method === "GetShelf" && call.kind === kind).text;
  const authority = new URL(gateway).host;
  check("curl calls the address with the host", of(here, "curl") === `curl -H 'host: ${host}' '${gateway}/v1/shelves/1'`, of(here, "curl"));
  check("grpcurl uses TLS, and the host", of(here, "grpcurl").startsWith(`grpcurl -authority ${host} -d`) && of(here, "grpcurl").includes(` ${authority} `), of(here, "grpcurl"));
  check("TypeScript calls the host", of(here, "typescript").includes(`baseUrl: "https://${host}"`), of(here, "typescript"));
  await page.context().close();
  const there = await open(service, {}, [], named);
  const own = await shown(there);
  check("on its own host a service needs no name", of(own, "curl") === `curl '${named}/v1/shelves/1'` && of(own, "typescript").includes(`baseUrl: "${named}"`), own[0]);
  await there.context().close();
  const others = await open("/docs/services/bookstore.v1.Legacy");
  const all = [...here, ...await shown(others)].filter((call) => call.kind !== "typescript");
  await others.context().close();
  writeFileSync(calls, JSON.stringify({ gateway, calls: all }));
}

async function console_() {
  const page = await open("/docs/reference?service=bookstore.v1.Legacy");
  const record = await tryOut(page, "get", "/legacy/v1/records/{id}", (block) => block.locator("tr[data-param-name=id] input").fill("1"));
  check("the console reads by TLS", record[0] === "200" && record[1].includes('"title"'), record);
  await page.context().close();
  const there = await open("/docs/reference?service=bookstore.v1.Bookstore", {}, [], named);
  const shelf = await tryOut(there, "get", "/v1/shelves/{shelf}", (block) => block.locator("tr[data-param-name=shelf] input").fill("1"));
  check("the console reads on a service's own host", shelf[0] === "200" && shelf[1].includes('"shelves/1"'), shelf);
  await there.context().close();
}

await run([protocol, addresses, console_]);
