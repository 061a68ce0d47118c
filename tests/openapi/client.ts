// A client that is typed by the sample's document calls the sample through the gateway: `node client.js URL`.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./sample.js";

const client = createClient<paths>({ baseUrl: process.argv[2] });

const read = await client.GET("/v1/shelves/{shelf}/books/{book}", {
  params: { path: { shelf: "1", book: "1" } },
});
const book: components["schemas"]["bookstore.v1.Book"] | undefined = read.data;
assert.equal(book?.name, "shelves/1/books/1");

const made = await client.POST("/v1/shelves/{shelf}/books", {
  params: { path: { shelf: "1" }, query: { bookId: "typed" } },
  body: { title: "Kindred", isbn: "9780807083697", genre: "GENRE_SCIENCE_FICTION", print: { pages: 287 } },
});
assert.equal(made.data?.isbn, "9780807083697");
assert.equal(made.data?.print?.pages, 287);

// The name is in the path alone.
const changed = await client.PATCH("/v1/shelves/{shelf}/books/{book}", {
  params: { path: { shelf: "1", book: "typed" } },
  body: { priceCents: 900 },
});
assert.equal(changed.data?.title, "Kindred");
assert.equal(changed.data?.priceCents, 900);

const found = await client.GET("/v1/books:search", {
  params: { query: { genres: ["GENRE_SCIENCE_FICTION"], priceCentsMax: 1000, "published.fromYear": undefined } },
});
assert.ok(found.data?.books?.some((one) => one.name === "shelves/1/books/typed"));

const authors = await client.GET("/v1/authors");
assert.ok(Array.isArray(authors.data));

const missing = await client.GET("/v1/shelves/{shelf}", { params: { path: { shelf: "none" } } });
assert.equal(missing.response.status, 404);
assert.equal(missing.error?.code, 5);

const gone = await client.DELETE("/v1/shelves/{shelf}/books/{book}", {
  params: { path: { shelf: "1", book: "typed" } },
});
assert.equal(gone.response.status, 200);
console.log("TypeScript: 7 calls");
