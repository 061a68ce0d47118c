// Reads and uses the pages: `drive.mjs PACKAGES GATEWAY PICTURES CALLS`. Writes the calls that the pages show to CALLS, for calls.mjs.

import { writeFileSync } from "node:fs";
import { check, shown, start, tryOut } from "./browser.mjs";

const [packages, gateway, pictures, calls] = process.argv.slice(2);
const { open, run } = await start(packages, gateway);

const service = "/docs/services/bookstore.v1.Bookstore";
const reference = "/docs/reference?service=bookstore.v1.Bookstore";

async function console_() {
  const page = await open(reference, {}, ["404"]);
  const count = () => page.locator(".opblock").count();
  await page.locator(".opblock").first().waitFor();
  check("the console lists every operation", (await count()) === 27, await count());
  await page.fill(".operation-filter-input", "isbn");
  await page.waitForTimeout(800);
  check("the console's filter finds a path", (await count()) === 1, await count());
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
  check("another service can be chosen", (await count()) === 3, await count());
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
  const told = await page.locator(".unseen[role=status]").innerText();
  check("that it is copied is said", told === "The call is copied.", told);
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
  const texts = await plain.locator("#GetShelf .code pre:visible").count();
  check("without scripts every call is there", texts === 4, texts);
  await plain.context().close();
}

// A picture of each page in each form. None may be wider than the screen, or have the colours of the other scheme.
async function look() {
  const pages = { index: "/docs", service, method: `${service}#UpdateBook`, types: `${service}#type:bookstore.v1.Book`, reference };
  for (const [name, path] of Object.entries(pages)) {
    for (const [form, options] of Object.entries({
      light: { colorScheme: "light" },
      dark: { colorScheme: "dark" },
      narrow: { colorScheme: "light", viewport: { width: 360, height: 780 } },
      "narrow-dark": { colorScheme: "dark", viewport: { width: 360, height: 780 } },
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
    all.push(...await shown(page));
    await page.context().close();
  }
  writeFileSync(calls, JSON.stringify({ gateway, calls: all }));
  check("every method has its calls", new Set(all.map((one) => one.method)).size === 39 && all.length > 39 * 4, all.length);
}

await run([console_, index, calls_, look, collect]);
