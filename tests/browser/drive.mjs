// Opens pages in Chromium and runs the cases of cases.js in them: `drive.mjs PACKAGES PORT GATEWAY...`, where PORT is
// that of the pages and each GATEWAY a URL.

import { createRequire } from "node:module";

const [packages, port, ...gateways] = process.argv.slice(2);
const { chromium } = createRequire(`${packages}/`)("playwright-core");

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  // Root may not have a sandbox; the certificate is the gateway's own.
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--ignore-certificate-errors"],
});

async function open(host) {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(error));
  await page.goto(`http://${host}:${port}/`);
  return page;
}

let [passed, failed] = [0, 0];
function tell(gateway, name, wrong) {
  if (wrong) failed += 1;
  else passed += 1;
  console.log(`${wrong ? "FAILED" : "passed"}  ${new URL(gateway).protocol}  ${name}`);
  if (wrong) console.log(wrong);
}

const [own, other] = [await open("127.0.0.1"), await open("localhost")];
for (const gateway of gateways) {
  for (const [name, wrong] of await own.evaluate((base) => window.run(base), gateway)) tell(gateway, name, wrong);
  const seen = JSON.stringify(await other.evaluate((base) => window.trespass(base), gateway));
  tell(gateway, "a page of another origin", seen === '["nothing",1006]' ? null : seen);
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
