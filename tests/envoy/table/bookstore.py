"""The bookstore: what it answers in the morning, then a day of changes, in an order that matters."""

from .request import Request, call, get, post

BOOK = "/v1/shelves/1/books/1"

EMMA = {
    "title": "Emma",
    "author": "Jane Austen",
    "isbn": "9780141439587",
    "genre": "GENRE_FICTION",
    "publishTime": "1815-12-23T00:00:00Z",
    "tags": ["classic", "caf\u00e9"],
    "print": {"pages": 474, "hardcover": True},
    "rating": 4.25,
    "loanPeriod": "1209600s",
    "notes": {"kept": True, "by": ["Ada", 1.5, None]},
    "copies": {"1": 2},
    "attachments": [{"@type": "type.googleapis.com/bookstore.v1.Author", "displayName": "Jane Austen"}],
}


def requests() -> list[Request]:
    return morning() + searches() + day() + covers_and_pages() + night()


def morning() -> list[Request]:
    return [
        get("shelves/list", "/v1/shelves"),
        get("shelves/list-page", "/v1/shelves?pageSize=1"),
        get("shelves/list-next", "/v1/shelves?page_size=1&pageToken=shelves/1"),
        get("shelves/list-negative", "/v1/shelves?pageSize=-1"),
        get("shelves/get", "/v1/shelves/1"),
        get("shelves/get-not-found", "/v1/shelves/99"),
        get("shelves/get-escaped", "/v1/shelves/%31"),
        get("shelves/get-with-slash", "/v1/shelves/1%2F2"),
        get("books/list", "/v1/shelves/1/books"),
        get("books/list-page", "/v1/shelves/1/books?pageSize=2"),
        get("books/list-all", "/v1/books?pageSize=3"),
        get("books/list-hundred", "/v1/shelves/warehouse/books"),
        get("books/list-of-genre", "/v1/genres/GENRE_SCIENCE/books"),
        get("books/list-of-genre-number", "/v1/genres/4/books?pageSize=2"),
        get("books/list-of-genre-unknown", "/v1/genres/GENRE_NONE/books"),
        get("books/list-of-genre-in-query", "/v1/shelves/1/books?genre=GENRE_FICTION"),
        get("books/list-of-no-shelf", "/v1/shelves/99/books"),
        get("books/list-parent-in-query", "/v1/books?parent=shelves/2&pageSize=1"),
        get("books/list-other-parent-in-query", "/v1/shelves/1/books?parent=shelves/2"),
        get("books/get", BOOK),
        get("books/get-adorned", "/v1/shelves/1/books/2"),
        get("books/get-adorned-ebook", "/v1/shelves/2/books/2"),
        get("books/get-not-found", "/v1/shelves/1/books/99"),
        get("books/get-by-isbn", "/v1/isbn/9780441478125"),
        get("books/get-by-isbn-not-found", "/v1/isbn/1"),
        get("books/get-by-isbn-word", "/v1/isbn/x"),
        get("books/get-name-and-isbn", f"{BOOK}?isbn=9780156027601"),
        get("authors/list", "/v1/authors"),
    ]


def searches() -> list[Request]:
    queries = {
        "text": "text=darkness",
        "text-plus": "text=le+guin",
        "genres": "genres=GENRE_SCIENCE&genres=GENRE_POETRY",
        "tags": "tags=used&tags=illustrated",
        "published-after": "publishedAfter=1970-01-01T00:00:00Z&genres=GENRE_FICTION",
        "max-age": "maxAge=1893456000s&genres=2",
        "in-stock": "inStock=false",
        "price": "priceCentsMax=1100&tags=used",
        "rating": "ratingMin=4.5",
        "mask": "text=solaris&readMask=title,priceCents",
        "mask-snake": "text=solaris&readMask=title,price_cents",
        "mask-unknown": "text=solaris&readMask=nothing",
        "published": "published.fromYear=1960&published.toYear=1970",
        "nothing-found": "text=zzzz",
    }
    cases = [get(f"search/{id}", f"/v1/books:search?{query}") for id, query in queries.items()]
    return cases + [
        post("search/post", "/v1/books:search", {"text": "le guin", "ratingMin": 1, "published": {"fromYear": 1970}}),
        post("search/post-mask", "/v1/books:search", {"text": "solaris", "readMask": "title,priceCents"}),
        post("search/post-empty", "/v1/books:search", {"text": "zzzz"}),
    ]


def day() -> list[Request]:
    book = "/v1/shelves/new/books/emma"
    return [
        post("day/create-shelf", "/v1/shelves?shelfId=new", {"theme": "New", "labels": {"floor": "first"}}),
        post("day/create-shelf-again", "/v1/shelves?shelfId=new", {"theme": "New"}),
        post("day/create-shelf-no-id", "/v1/shelves", {"theme": "Any"}),
        get("day/list-shelves", "/v1/shelves"),
        post("day/create-book", "/v1/shelves/new/books?bookId=emma", EMMA),
        get("day/get-book", book),
        post("day/create-book-no-title", "/v1/shelves/new/books", {"author": "Nobody"}),
        post("day/create-book-no-shelf", "/v1/shelves/99/books", EMMA),
        post("day/create-book-wrong-type", "/v1/shelves/new/books", {"title": 5}),
        call("day/patch", "PATCH", f"{book}?updateMask=priceCents", {"priceCents": 900}),
        call("day/patch-snake", "PATCH", f"{book}?updateMask=price_cents,in_stock", {"priceCents": 901, "inStock": True}),
        call("day/patch-same-name-in-body", "PATCH", f"{book}?updateMask=title", {"name": "shelves/new/books/emma", "title": "Emma!"}),
        call("day/patch-unknown-mask", "PATCH", f"{book}?updateMask=nothing", {"title": "x"}),
        call("day/patch-not-found", "PATCH", "/v1/shelves/1/books/99?updateMask=title", {"title": "x"}),
        # Rialto fills the mask in and Envoy does not; the PUT that follows makes the two books the same again.
        call("day/patch-no-mask", "PATCH", book, {"title": "Emma", "author": "Jane Austen", "priceCents": 902}),
        call("day/put", "PUT", book, {"title": "Emma", "author": "Jane Austen", "otherFormat": "scroll"}),
        call("day/put-two-formats", "PUT", book, {"title": "Emma", "print": {}, "ebook": {}}),
        get("day/get-book-after", book),
        post("day/move", f"{book}:move", {"destinationShelf": "shelves/2"}),
        post("day/move-again", f"{book}:move", {"destinationShelf": "shelves/2"}),
        post("day/move-same-name-in-body", "/v1/shelves/2/books/1:move", {"name": "shelves/2/books/1", "destinationShelf": "shelves/1"}),
        get("day/list-books", "/v1/shelves/2/books"),
        call("day/delete-book", "DELETE", "/v1/shelves/2/books/2"),
        call("day/delete-book-again", "DELETE", "/v1/shelves/2/books/2"),
        call("day/delete-shelf", "DELETE", "/v1/shelves/new"),
        get("day/list-shelves-after", "/v1/shelves"),
    ]


def covers_and_pages() -> list[Request]:
    cover = f"{BOOK}/cover"
    return [
        get("cover/download", cover),
        get("cover/download-not-found", "/v1/shelves/1/books/99/cover"),
        call("cover/upload", "PUT", cover, b"\x89PNG\r\n", content_type="image/png"),
        get("cover/download-uploaded", cover),
        get("page/index", "/v1/pages/index.html"),
        get("page/deep", "/v1/pages/about/us/history.txt"),
        get("page/not-found", "/v1/pages/nothing.html"),
        get("page/root", "/v1/pages"),
    ]


def night() -> list[Request]:
    """What Rialto refuses and Envoy lets through. From here on the two stores are different."""
    return [
        post("night/create-shelf-no-body", "/v1/shelves?shelfId=bare", ""),
        post("night/create-shelf-wrapped", "/v1/shelves?shelfId=wrapped", {"shelf": {"theme": "Wrapped"}}),
        post("night/create-book-parent-in-query", "/v1/shelves/2/books?parent=shelves/1&bookId=x", EMMA),
        post("night/create-book-body-field-in-query", "/v1/shelves/2/books?book.title=Other&bookId=y", EMMA),
        call("night/patch-name-in-body", "PATCH", "/v1/shelves/2/books/1?updateMask=title", {"name": "shelves/1/books/1", "title": "Moved"}),
        call("night/delete-with-body", "DELETE", "/v1/shelves/99", {"name": "shelves/1"}),
        get("night/get-shelf-after-delete", "/v1/shelves/1"),
    ]
