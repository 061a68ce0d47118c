// What a page does with the gateway, by every way that a browser has. Bundled, and run by drive.mjs.

import { create, createFileRegistry, fromBinary, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-web";
import grpcWeb from "grpc-web";

let registry;
const service = (name) => registry.getService(`bookstore.v1.${name}`);
const message = (name) => registry.getMessage(`bookstore.v1.${name}`);

function equal(found, expected) {
  const [one, other] = [found, expected].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`${one} is not ${other}`);
}

// The lines of a body as they arrive, each with the number of reads before it.
async function* lines(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let [rest, reads] = ["", 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    reads += 1;
    const parts = (rest + value).split("\n");
    rest = parts.pop();
    for (const part of parts) yield [JSON.parse(part), reads];
  }
  equal(rest, "");
}

const ndjson = { headers: { accept: "application/x-ndjson" } };

const fetching = {
  async "fetch: JSON"(base) {
    const response = await fetch(`${base}/v1/shelves/1/books/1`);
    equal([response.status, (await response.json()).name], [200, "shelves/1/books/1"]);
  },
  async "fetch: an error, and a header that the page may read"(base) {
    const response = await fetch(`${base}/v1/shelves/1/books/999`);
    equal([response.status, (await response.json()).code], [404, 5]);
    if (!response.headers.get("x-request-id")) throw new Error("no x-request-id");
  },
  async "fetch: a form with a file"(base) {
    const form = new FormData();
    form.append("stringValue", "a");
    form.append("bytesValue", new Blob([new Uint8Array([1, 2])]), "é \"x\".bin");
    const response = await fetch(`${base}/lab/v1/echo`, { method: "POST", body: form });
    const echoed = await response.json();
    equal([echoed.stringValue, echoed.bytesValue], ["a", "AQI="]);
  },
  async "fetch: NDJSON"(base) {
    let count = 0;
    for await (const [book] of lines(await fetch(`${base}/v1/books:stream?count=1000`, ndjson))) {
      if (!book.title) throw new Error(JSON.stringify(book));
      count += 1;
    }
    equal(count, 1000);
  },
  async "fetch: NDJSON as it comes"(base) {
    const seen = [];
    const slow = await fetch(`${base}/lab/v1/slow:stream?delay=0.5s&messages=3`, ndjson);
    for await (const line of lines(slow)) seen.push(line);
    equal(seen.map(([message]) => message), [1, 2, 3].map((number) => ({ number })));
    // A busy machine may hand two messages over at once, but not the last with the first.
    equal(seen[0][1] < seen[2][1], true);
  },
  async "fetch: NDJSON that fails"(base) {
    const seen = [];
    const failing = await fetch(`${base}/lab/v1/fail/5/stream?messages=1&message=no`, ndjson);
    for await (const [line] of lines(failing)) seen.push(line);
    equal([seen[0], seen[1].error.code, seen[1].error.message], [{ number: 1 }, 5, "no"]);
  },
};

// What an EventSource hears until an end or an error with a status.
function events(url) {
  return new Promise((resolve, reject) => {
    const source = new EventSource(url);
    const seen = [];
    const done = (last) => {
      source.close();
      resolve([...seen, last]);
    };
    source.onmessage = (event) => seen.push(JSON.parse(event.data));
    source.addEventListener("end", () => done("end"));
    source.addEventListener("error", (event) => {
      if (event.data) done(JSON.parse(event.data).code);
      else reject(new Error("the connection broke"));
    });
  });
}

const sources = {
  async "EventSource: a stream to its end"(base) {
    const seen = await events(`${base}/lab/v1/slow:stream?delay=0.01s&messages=2`);
    equal(seen, [{ number: 1 }, { number: 2 }, "end"]);
  },
  async "EventSource: a stream that fails"(base) {
    equal(await events(`${base}/lab/v1/fail/5/stream?messages=1`), [{ number: 1 }, 5]);
  },
};

// A method as generated code of grpc-web describes it.
function method(service, name, type, request, answer) {
  const [input, output] = [message(request), message(answer)];
  return [
    `/bookstore.v1.${service}/${name}`,
    new grpcWeb.MethodDescriptor(
      `/bookstore.v1.${service}/${name}`,
      type,
      Object,
      Object,
      (value) => toBinary(input, create(input, value)),
      (bytes) => fromBinary(output, bytes),
    ),
  ];
}

function grpcWebUnary(format) {
  return async (base) => {
    const client = new grpcWeb.GrpcWebClientBase({ format });
    const [path, getBook] = method("Bookstore", "GetBook", grpcWeb.MethodType.UNARY, "GetBookRequest", "Book");
    const get = (name) => client.unaryCall(`${base}${path}`, { name }, {}, getBook);
    equal((await get("shelves/1/books/1")).name, "shelves/1/books/1");
    const error = await get("shelves/1/books/999").then(
      () => undefined,
      (error) => error,
    );
    equal(error?.code, grpcWeb.StatusCode.NOT_FOUND);
  };
}

const officialGrpcWeb = {
  "grpc-web: unary, as text": grpcWebUnary("text"),
  "grpc-web: unary, binary": grpcWebUnary("binary"),
  async "grpc-web: a stream, and its error"(base) {
    const client = new grpcWeb.GrpcWebClientBase({ format: "text" });
    const type = grpcWeb.MethodType.SERVER_STREAMING;
    const [path, failStream] = method("Lab", "FailStream", type, "FailRequest", "Numbered");
    const seen = await new Promise((resolve) => {
      const numbers = [];
      const request = { code: 5, messages: 3 };
      const stream = client.serverStreaming(`${base}${path}`, request, {}, failStream);
      stream.on("data", ({ number }) => numbers.push(number));
      stream.on("error", ({ code }) => resolve([...numbers, code]));
      stream.on("end", () => resolve([...numbers, "end"]));
    });
    equal(seen, [1, 2, 3, 5]);
  },
};

// What every transport of connect-web can do.
function connectWeb(name, transport) {
  return {
    async [`${name}: unary`](base) {
      const client = createClient(service("Bookstore"), transport(base));
      equal((await client.getBook({ name: "shelves/1/books/1" })).name, "shelves/1/books/1");
      const error = await client.getBook({ name: "shelves/1/books/999" }).then(
        () => undefined,
        (error) => ConnectError.from(error),
      );
      equal(error?.code, Code.NotFound);
    },
    async [`${name}: a stream`](base) {
      const client = createClient(service("Bookstore"), transport(base));
      let count = 0;
      for await (const book of client.streamBooks({ count: 1000 })) count += book.title ? 1 : 0;
      equal(count, 1000);
    },
    async [`${name}: a stream that fails`](base) {
      const client = createClient(service("Lab"), transport(base));
      const seen = [];
      try {
        for await (const { number } of client.failStream({ code: 5, messages: 2 })) seen.push(number);
      } catch (error) {
        seen.push(ConnectError.from(error).code);
      }
      equal(seen, [1, 2, Code.NotFound]);
    },
    async [`${name}: a deadline`](base) {
      const client = createClient(service("Lab"), transport(base));
      const slow = client.slow({ delay: { seconds: 60n } }, { timeoutMs: 100 });
      const error = await slow.then(
        () => undefined,
        (error) => ConnectError.from(error),
      );
      equal(error?.code, Code.DeadlineExceeded);
    },
  };
}

// Opens a socket, says what there is to say, and hears it to its end.
function converse(url, protocols, say) {
  return new Promise((resolve) => {
    const socket = new WebSocket(url.replace(/^http/, "ws"), protocols);
    socket.binaryType = "arraybuffer";
    const heard = [];
    socket.onopen = () => say.forEach((one) => socket.send(one));
    socket.onmessage = ({ data }) => heard.push(data);
    socket.onclose = ({ code, reason, wasClean }) =>
      resolve({ heard, code, reason, wasClean, protocol: socket.protocol });
  });
}

const sockets = {
  async "WebSocket: a conversation in JSON"(base) {
    const say = ["a", "b"].map((text) => JSON.stringify({ text }));
    const ended = await converse(`${base}/v1/conversation`, [], [...say, "end"]);
    const answers = ended.heard.map((text) => JSON.parse(text));
    equal(answers, [{ text: "You said: a", turn: 1 }, { text: "You said: b", turn: 2 }]);
    equal([ended.code, ended.wasClean, ended.protocol], [1000, true, ""]);
  },
  async "WebSocket: a conversation in protobuf"(base) {
    const request = message("ConverseRequest");
    const say = [toBinary(request, create(request, { text: "a" })), "end"];
    const ended = await converse(`${base}/bookstore.v1.Bookstore/Converse`, ["rialto.proto"], say);
    const answers = ended.heard.map((data) => fromBinary(message("ConverseResponse"), new Uint8Array(data)));
    equal(answers.map(({ text }) => text), ["You said: a"]);
    equal([ended.code, ended.protocol], [1000, "rialto.proto"]);
  },
  async "WebSocket: many answers"(base) {
    const ended = await converse(`${base}/v1/books:stream?count=1000`, ["rialto.json"], []);
    equal([ended.heard.length, ended.code], [1000, 1000]);
  },
  async "WebSocket: many messages"(base) {
    const book = JSON.stringify({ parent: "shelves/1", book: { title: "Dawn" } });
    const ended = await converse(`${base}/v1/books:import`, [], [...Array(50).fill(book), "end"]);
    equal(ended.heard.map((text) => JSON.parse(text)), [{ importedCount: 50 }]);
  },
  async "WebSocket: a failure"(base) {
    const say = [JSON.stringify({ code: 5, message: "no such thing", messages: 1 })];
    const ended = await converse(`${base}/lab/v1/fail:stream`, [], say);
    equal([ended.code, ended.reason, ended.wasClean], [4005, "no such thing", true]);
    equal(JSON.parse(ended.heard.at(-1)).error.code, 5);
  },
  async "WebSocket: a refused handshake"(base) {
    equal((await converse(`${base}/nothing`, [], [])).code, 1006);
  },
};

const credentials = {
  // Sockets go along on a connection of HTTP/2 that exists, if it is one whose requests may have cookies.
  async "fetch: with credentials"(base) {
    equal((await fetch(`${base}/v1/shelves`, { credentials: "include" })).status, 200);
  },
};

const cases = {
  ...fetching,
  ...credentials,
  ...sources,
  ...officialGrpcWeb,
  ...connectWeb("connect-web, gRPC-Web", (baseUrl) => createGrpcWebTransport({ baseUrl })),
  ...connectWeb("connect-web, Connect in JSON", (baseUrl) => createConnectTransport({ baseUrl })),
  ...connectWeb("connect-web, Connect in protobuf", (baseUrl) =>
    createConnectTransport({ baseUrl, useBinaryFormat: true }),
  ),
  ...connectWeb("connect-web, Connect by GET", (baseUrl) => createConnectTransport({ baseUrl, useHttpGet: true })),
  ...sockets,
};

async function failure(run, base) {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("nothing in 20 s")), 20_000));
  try {
    await Promise.race([run(base), late]);
    return null;
  } catch (error) {
    return String(error?.stack ?? error);
  }
}

// Runs every case against this gateway: a list of names, each with what went wrong or null.
window.run = async (base) => {
  const set = new Uint8Array(await (await fetch("/bookstore.binpb")).arrayBuffer());
  registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, set));
  const results = [];
  for (const [name, run] of Object.entries(cases)) results.push([name, await failure(run, base)]);
  return results;
};

// What a page of another origin gets to see.
window.trespass = async (base) => {
  const fetched = await fetch(`${base}/v1/shelves`).then(
    () => "an answer",
    () => "nothing",
  );
  const { code } = await converse(`${base}/v1/conversation`, [], []);
  return [fetched, code];
};
