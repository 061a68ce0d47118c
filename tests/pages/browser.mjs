// What the pages are read with: Chromium, in which every request must go to the gateway and nothing may offend the pages' policy.

import { createRequire } from "node:module";

let failed = 0;
const wrong = [];

export function check(name, is, seen) {
  if (!is) failed += 1;
  console.log(`${is ? "passed" : "FAILED"}  ${name}`);
  if (!is) console.log(seen);
}

// `hosts` are names that lead to the gateway.
export async function start(packages, gateway, hosts = []) {
  const { chromium } = createRequire(`${packages}/`)("playwright-core");
  const rules = hosts.map((host) => `MAP ${host} 127.0.0.1`).join(",");
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", ...(rules ? [`--host-resolver-rules=${rules}`] : [])],
  });

  async function open(path, options = {}, allowed = [], origin = gateway) {
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ignoreHTTPSErrors: true, ...options });
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
    const page = await context.newPage();
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.origin !== origin && !["data:", "blob:"].includes(url.protocol)) wrong.push(`asks ${request.url()}`);
    });
    page.on("pageerror", (error) => wrong.push(`${path}: ${error}`));
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() === "error" && !allowed.some((one) => text.includes(one))) wrong.push(`${path}: ${text}`);
    });
    await page.goto(origin + path, { waitUntil: "networkidle" });
    return page;
  }

  async function run(parts) {
    for (const part of parts) {
      try {
        await part();
      } catch (error) {
        check(part.name, false, error);
      }
    }
    check("nothing outside is asked, and nothing offends the policy", wrong.length === 0, wrong);
    await browser.close();
    process.exit(failed ? 1 : 0);
  }

  return { open, run };
}

// Sends one operation of the console, and returns the status and the body that it shows.
export async function tryOut(page, verb, path, fill) {
  const block = page.locator(`.opblock-${verb}`, { has: page.locator(`[data-path="${path}"]`) });
  await block.locator(".opblock-summary-control").click();
  await fill(block);
  await block.locator("button.execute").click();
  const answer = block.locator(".live-responses-table");
  await answer.waitFor();
  const status = (await answer.locator("tbody .response-col_status").first().innerText()).trim();
  return [status, await answer.locator("tbody .response-col_description").first().innerText()];
}

// The calls that a page shows, as they are copied.
export function shown(page) {
  return page.evaluate(() => [...document.querySelectorAll(".method")].flatMap((method) =>
    [...method.querySelectorAll("[data-call] pre")].map((pre) => ({
      method: method.id, kind: pre.closest("[data-call]").dataset.call, text: pre.textContent,
    }))));
}
