"""A client that openapi-generator made of the sample's document calls the sample through the gateway: `client.py URL`."""

import sys

import bookstore_client
from bookstore_client.exceptions import NotFoundException
from bookstore_client.models.bookstore_v1_book import BookstoreV1Book
from bookstore_client.models.bookstore_v1_bookstore_update_book_body import BookstoreV1BookstoreUpdateBookBody
from bookstore_client.models.bookstore_v1_everything import BookstoreV1Everything
from bookstore_client.models.bookstore_v1_genre import BookstoreV1Genre
from bookstore_client.models.rialto_double import RialtoDouble

configuration = bookstore_client.Configuration(host=sys.argv[1])
with bookstore_client.ApiClient(configuration) as connection:
    api = bookstore_client.BookstoreV1BookstoreApi(connection)
    assert api.bookstore_v1_bookstore_get_book("1", "1").name == "shelves/1/books/1"
    book = BookstoreV1Book(title="Kindred", isbn="9780807083697", genre=BookstoreV1Genre.GENRE_SCIENCE_FICTION)
    made = api.bookstore_v1_bookstore_create_book("1", book, book_id="generated")
    assert (made.name, made.isbn) == ("shelves/1/books/generated", "9780807083697"), made
    change = BookstoreV1BookstoreUpdateBookBody(priceCents=900)
    changed = api.bookstore_v1_bookstore_update_book("1", "generated", change)
    assert (changed.title, changed.price_cents) == ("Kindred", 900), changed
    assert [shelf.name for shelf in api.bookstore_v1_bookstore_list_shelves().shelves]
    assert api.bookstore_v1_bookstore_list_authors()
    try:
        api.bookstore_v1_bookstore_get_shelf("none")
        raise AssertionError("there is no such shelf")
    except NotFoundException as error:
        assert error.data.code == 5, error
    api.bookstore_v1_bookstore_delete_book("1", "generated")
    lab = bookstore_client.BookstoreV1LabApi(connection)
    infinite = RialtoDouble("Infinity")
    everything = BookstoreV1Everything(int64Value="9007199254740993", doubleValue=infinite, stringWrapper="", choiceNull=None)
    echoed = lab.bookstore_v1_lab_echo(everything)
    assert (echoed.int64_value, echoed.string_wrapper) == ("9007199254740993", ""), echoed
    assert echoed.double_value.actual_instance == "Infinity", echoed
print("Python: 8 calls")
