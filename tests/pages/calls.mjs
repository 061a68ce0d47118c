// Makes the calls of one kind that the pages show: `calls.mjs PACKAGES GATEWAY CALLS KIND FOLDER`. They are run as they stand, but
// for the gateway's address. Every one must succeed, but for those that cannot, below.

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const [packages, gateway, file, kind, folder] = process.argv.slice(2);
const require = createRequire(`${packages}/`);
const seen = JSON.parse(readFileSync(file, "utf8"));
const here = (text) => text.replaceAll(seen.gateway, gateway).replaceAll(new URL(seen.gateway).host, new URL(gateway).host);
// What is deleted is deleted last, and what is made is made first.
const rank = ({ method }) => (/^(Create|Update|Upload)/.test(method) ? 0 : /^Delete/.test(method) ? (method === "DeleteShelf" ? 3 : 2) : 1);
const calls = seen.calls.filter((call) => call.kind === kind).map((call) => ({ ...call, text: here(call.text) }));
calls.sort((a, b) => rank(a) - rank(b));
mkdirSync(folder, { recursive: true });

// Calls that do not end well, and with which words they end; `null` is a call that goes on until the caller leaves.
const EXPECTED = {
  // The other shelf has a book of this number already: 409.
  MoveBook: /already a book/,
  // Nothing says that a cover has to be an image: the back end answers 400.
  UploadCover: /must be an image/,
  // The sample fails as it is told to, with the code 1 (499).
  Fail: /"code":1,|cancel/i,
  FailStream: /"code":1,|cancel/i,
  // Its names of binary metadata have to end in "-bin", which nothing says: 400.
  Metadata: /end in -bin/,
  WatchBooks: null,
};

const LIMIT_MS = 6000;

// Runs a program; resolves to its exit code, or null where it went on, and to what it said.
function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], detached: true });
    let said = "";
    child.stdout.on("data", (data) => { said += data; });
    child.stderr.on("data", (data) => { said += data; });
    const timer = setTimeout(() => { process.kill(-child.pid, "SIGKILL"); resolve([null, said]); }, LIMIT_MS);
    child.on("close", (code) => { clearTimeout(timer); resolve([code, said]); });
  });
}

// In a shell, whose curl says by its code whether HTTP has succeeded, as it does not by itself.
// Nobody has signed the certificate of a test.
const isSecure = gateway.startsWith("https:");
const SHELL = `
curl() { command curl --fail-with-body --no-progress-meter ${isSecure ? "--insecure" : ""} "$@"; }
grpcurl() { "$GRPCURL" ${isSecure ? "-insecure" : ""} "$@"; }
set -o pipefail
`;

async function shell({ text }) {
  const [code, said] = await run("bash", ["-c", `${SHELL}\n${text}`]);
  // An error behind the beginning of a stream is in its end.
  return [code === 0 && /"error":|^event: error$/m.test(said) ? 1 : code, said];
}

// The code of protoc-gen-es for the sample's descriptors.
async function generate() {
  const { create, fromBinary, toBinary } = await import(require.resolve("@bufbuild/protobuf"));
  const wkt = await import(require.resolve("@bufbuild/protobuf/wkt"));
  const set = fromBinary(wkt.FileDescriptorSetSchema, readFileSync("descriptors/bookstore.binpb"));
  const request = create(wkt.CodeGeneratorRequestSchema, {
    fileToGenerate: set.file.map((one) => one.name).filter((name) => !name.startsWith("google/protobuf/")),
    parameter: "target=ts",
    protoFile: set.file,
  });
  const answer = execFileSync(`${packages}/node_modules/.bin/protoc-gen-es`, {
    input: toBinary(wkt.CodeGeneratorRequestSchema, request),
    maxBuffer: 1 << 28,
  });
  const made = fromBinary(wkt.CodeGeneratorResponseSchema, answer);
  if (made.error) throw new Error(made.error);
  for (const { name, content } of made.file) {
    mkdirSync(`${folder}/gen/${name}`.replace(/\/[^/]*$/, ""), { recursive: true });
    writeFileSync(`${folder}/gen/${name}`, content);
  }
}

async function typescript() {
  await generate();
  symlinkSync(`${packages}/node_modules`, `${folder}/node_modules`);
  writeFileSync(`${folder}/package.json`, '{"type": "module"}');
  const config = { strict: true, noEmit: true, target: "es2022", module: "esnext", moduleResolution: "bundler", lib: ["es2023", "dom", "dom.asynciterable"], types: ["node"], skipLibCheck: true };
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions: config, include: ["*.ts"] }));
  calls.forEach((call, index) => writeFileSync(`${folder}/call${index}.ts`, call.text));
  execFileSync(`${packages}/node_modules/.bin/tsc`, ["-p", folder], { stdio: "inherit" });
  console.log(`passed  ${calls.length} calls in TypeScript are what the types want`);
  const { buildSync } = require("esbuild");
  const { chromium } = require("playwright-core");
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
  const page = await browser.newPage();
  await page.goto(`${gateway}/docs`);
  const make = async (call, index) => {
    const inNode = call.text.includes("connect-node");
    const outfile = `${folder}/call${index}.mjs`;
    buildSync({ entryPoints: [`${folder}/call${index}.ts`], bundle: true, format: "esm", platform: inNode ? "node" : "browser", target: "es2022", outfile, logLevel: "warning", packages: inNode ? "external" : "bundle" });
    if (inNode) return run("node", [outfile]);
    const program = `(async () => {\n${readFileSync(outfile, "utf8")}\n})()`;
    const ended = page.evaluate(program).then(() => [0, ""], (error) => [1, String(error)]);
    const limit = new Promise((resolve) => { setTimeout(resolve, LIMIT_MS, [null, ""]).unref?.(); });
    return Promise.race([ended, limit]);
  };
  await each(make);
  await browser.close();
}

// In the browser, from the page to the socket's close.
async function websocket() {
  const { chromium } = require("playwright-core");
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
  const page = await browser.newPage();
  await page.goto(`${gateway}/docs`);
  await each(async ({ text }) => {
    const said = [];
    const hear = (message) => said.push(message.text());
    page.on("console", hear);
    const closed = `new Promise((resolve) => socket.addEventListener("close", (event) => resolve(event.code)))`;
    const ended = page.evaluate(`(async () => {\n${text}\nreturn ${closed};\n})()`);
    const limit = new Promise((resolve) => { setTimeout(resolve, LIMIT_MS, null); });
    const code = await Promise.race([ended, limit]);
    page.off("console", hear);
    return [code === 1000 ? 0 : code, said.join("\n")];
  });
  await browser.close();
}

let failed = 0;
async function each(make) {
  for (const [index, call] of calls.entries()) {
    const [code, said] = await make(call, index);
    // A GET of Metadata names none.
    const isPlain = call.method === "Metadata" && !call.text.includes("binaryHeaders");
    const expected = isPlain ? undefined : EXPECTED[call.method];
    const is = expected === undefined ? code === 0 : expected === null ? code === null : code > 0 && expected.test(said);
    if (is) continue;
    failed += 1;
    console.log(`FAILED  ${kind} ${call.method}: ${code}\n${call.text}\n${said.slice(0, 600)}`);
  }
  console.log(`${failed ? "FAILED" : "passed"}  ${calls.length - failed} of ${calls.length} calls: ${kind}${isSecure ? ", by TLS" : ""}`);
}

await ({ typescript, websocket }[kind] ?? (() => each(shell)))();
process.exit(failed || !calls.length ? 1 : 0);
