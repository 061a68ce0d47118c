// Reads and uses the pages in Chromium: `drive.mjs PACKAGES GATEWAY PICTURES CALLS`. Every request of the browser must go to the
// gateway, and nothing may offend the pages' policy. Writes the calls that the pages show to CALLS, for calls.mjs.

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const [packages, gateway, pictures, calls] = process.argv.slice(2);
const { chromium } = createRequire(`${packages}/`)("playwright-core");
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});

let failed = 0;
const wrong = [];
function check(name, is, seen) {
  if (!is) failed += 1;
  console.log(`${is ? "passed" : "FAILED"}  ${name}`);
  if (!is) console.log(seen);
}

async function open(path, options = {}, allowed = []) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: gateway });
  const page = await context.newPage();
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== gateway && !["data:", "blob:"].includes(url.protocol)) wrong.push(`asks ${request.url()}`);
  });
  page.on("pageerror", (error) => wrong.push(`${path}: ${error}`));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !allowed.some((one) => text.includes(one))) wrong.push(`${path}: ${text}`);
  });
  await page.goto(gateway + path, { waitUntil: "networkidle" });
  return page;
}

const service = "/docs/services/bookstore.v1.Bookstore";
const reference = "/docs/reference?service=bookstore.v1.Bookstore";

// Sends one operation of the console, and returns the status and the body that it shows.
async function tryOut(page, verb, path, fill) {
  const block = page.locator(`.opblock-${verb}`, { has: page.locator(`[data-path="${path}"]`) });
  await block.locator(".opblock-summary-control").click();
  await fill(block);
  await block.locator("button.execute").click();
  const answer = block.locator(".live-responses-table");
  await answer.waitFor();
  const status = (await answer.locator("tbody .response-col_status").first().innerText()).trim();
  return [status, await answer.locator("tbody .response-col_description").first().innerText()];
}

async function console_() {
  const page = await open(reference, {}, ["404"]);
  const shown = () => page.locator(".opblock").count();
  await page.locator(".opblock").first().waitFor();
  check("the console lists every operation", (await shown()) === 27, await shown());
  await page.fill(".operation-filter-input", "isbn");
  await page.waitForTimeout(800);
  check("the console's filter finds a path", (await shown()) === 1, await shown());
  await page.fill(".operation-filter-input", "");
  await page.waitForTimeout(800);

  const get = await tryOut(page, "get", "/v1/shelves/{shelf}", (block) => block.locator("tr[data-param-name=shelf] input").fill("1"));
  check("the console reads", get[0] === "200" && get[1].includes('"shelves/1"'), get);
  const post = await tryOut(page, "post", "/v1/shelves", async (block) => {
    await block.locator("tr[data-param-name=shelfId] input").fill("tried");
    await block.locator("textarea.body-param__text").fill('{"theme": "Tried out"}');
  });
  check("the console writes", post[0] === "200" && post[1].includes('"shelves/tried"') && post[1].includes("Tried out"), post);
  const none = await tryOut(page, "delete", "/v1/shelves/{shelf}", (block) => block.locator("tr[data-param-name=shelf] input").fill("none"));
  check("the console shows errors", none[0].startsWith("404") && none[1].includes('"code": 5'), none);
  const authors = await tryOut(page, "get", "/v1/authors", async () => {});
  check("the console shows lists", authors[0] === "200" && authors[1].includes("displayName"), authors);
  await page.screenshot({ path: `${pictures}/console-answer.png` });

  await page.selectOption("#service", "bookstore.v1.Legacy");
  await page.waitForURL("**service=bookstore.v1.Legacy*");
  await page.locator(".opblock").first().waitFor();
  check("another service can be chosen", (await shown()) === 3, await shown());
  await page.context().close();
}

async function index() {
  const page = await open("/docs");
  const links = await page.locator("ul.services a").allInnerTexts();
  check("the index lists the services", links.join() === "Bookstore,Lab,Legacy", links);
  await page.keyboard.press("/");
  await page.keyboard.type("get isbn");
  const found = page.locator("#found a");
  await found.first().waitFor();
  const names = await found.allInnerTexts();
  check("the search finds a method by its path", names.includes("bookstore.v1.Bookstore.GetBook"), names);
  await page.locator("#found a", { hasText: "Bookstore.GetBook" }).click();
  await page.waitForURL(`**${service}#GetBook`);
  const heading = page.locator("#GetBook h2");
  check("what is found is shown", await heading.isVisible(), await heading.innerText());
  await page.context().close();
}

async function calls_() {
  const page = await open(service);
  const section = page.locator("#CreateBook");
  await section.getByRole("tab", { name: "curl", exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  const tab = await section.getByRole("tab", { selected: true }).innerText();
  check("tabs turn by keys", tab === "grpcurl", tab);
  await section.locator("[data-call=grpcurl] .copy").click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const authority = new URL(gateway).host;
  check("a call is copied", copied.startsWith("grpcurl -plaintext -d '{") && copied.includes(`${authority} bookstore.v1.Bookstore/CreateBook`), copied);
  await page.reload();
  const kept = await page.locator("#GetShelf").getByRole("tab", { selected: true }).innerText();
  check("the kind of call is remembered", kept === "grpcurl", kept);
  await page.fill("#filter", "shelf");
  const left = await page.locator(".method:visible h2 a").allInnerTexts();
  check("the filter finds methods", left.includes("GetShelf") && !left.includes("ListAuthors"), left);
  await page.context().close();
  const plain = await open(service, { javaScriptEnabled: false });
  const shown = await plain.locator("#GetShelf .code pre:visible").count();
  check("without scripts every call is there", shown === 4, shown);
  await plain.context().close();
}

// A picture of each page in each form. None may be wider than the screen, or have the colours of the other scheme.
async function look() {
  const pages = { index: "/docs", service, method: `${service}#UpdateBook`, types: `${service}#type:bookstore.v1.Book`, reference };
  for (const [name, path] of Object.entries(pages)) {
    for (const [form, options] of Object.entries({
      light: { colorScheme: "light" },
      dark: { colorScheme: "dark" },
      narrow: { colorScheme: "light", viewport: { width: 390, height: 844 } },
      "narrow-dark": { colorScheme: "dark", viewport: { width: 390, height: 844 } },
    })) {
      const page = await open(path, options);
      if (name === "reference") await page.locator(".opblock-summary-control").first().click();
      const [width, screen, paper] = await page.evaluate(() => [
        document.documentElement.scrollWidth, innerWidth, getComputedStyle(document.body).backgroundColor,
      ]);
      const is_dark = paper.match(/\d+/g).every((part) => Number(part) < 80);
      check(`${name}, ${form}`, width <= screen && is_dark === form.includes("dark"), [width, screen, paper]);
      await page.screenshot({ path: `${pictures}/${name}-${form}.png` });
      await page.context().close();
    }
  }
}

async function collect() {
  const all = [];
  for (const name of ["Bookstore", "Lab", "Legacy"]) {
    const page = await open(`/docs/services/bookstore.v1.${name}`);
    all.push(...await page.evaluate(() => [...document.querySelectorAll(".method")].flatMap((method) =>
      [...method.querySelectorAll("[data-call] pre")].map((pre) => ({
        method: method.id, kind: pre.closest("[data-call]").dataset.call, text: pre.textContent,
      })))));
    await page.context().close();
  }
  writeFileSync(calls, JSON.stringify({ gateway, calls: all }));
  check("every method has its calls", new Set(all.map((one) => one.method)).size === 39 && all.length > 39 * 4, all.length);
}

for (const part of [console_, index, calls_, look, collect]) {
  try {
    await part();
  } catch (error) {
    check(part.name, false, error);
  }
}
check("nothing outside is asked, and nothing offends the policy", wrong.length === 0, wrong);
await browser.close();
process.exit(failed ? 1 : 0);
