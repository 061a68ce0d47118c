// Serves the files of a folder to a browser, on a port that the system chooses.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { basename, join } from "node:path";

const [folder] = process.argv.slice(2);
const types = { html: "text/html", js: "text/javascript" };

const server = createServer(async (request, response) => {
  const name = basename(new URL(request.url, "http://x").pathname) || "index.html";
  try {
    const file = await readFile(join(folder, name));
    response.setHeader("content-type", types[name.split(".").at(-1)] ?? "application/octet-stream");
    response.end(file);
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
server.listen(0, () => console.log(`pages at ${server.address().port}`));
