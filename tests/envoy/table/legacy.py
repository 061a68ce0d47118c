"""The proto2 service: required fields, closed enums, groups, defaults and extensions."""

from .request import Request, get, post

RECORD = '"id":"1","title":"t"'

MEMBERS = {
    "small": "",
    "defaults": '"copies":1,"cloth":"CLOTH_LINEN","weightKg":0.25,"lendable":true',
    "zeroes": '"copies":0,"condition":"","lendable":false,"stamp":""',
    "closed-enum": '"cloth":"CLOTH_LEATHER"',
    "closed-enum-unknown-number": '"cloth":4',
    "closed-enum-unknown-name": '"cloth":"CLOTH_SILK"',
    "repeated": '"inventoryYears":[1,2],"loanYears":[3],"earlierCloths":["CLOTH_PAPER",2]',
    "group": '"origin":{"place":"Leipzig","year":1894}',
    "group-name": '"Origin":{"place":"Leipzig"}',
    "group-required-missing": '"origin":{"year":1894}',
    "repeated-group": '"owner":[{"displayName":"Clara"},{}]',
    "oneof": '"box":7',
    "oneof-two": '"box":7,"room":"x"',
    "map": '"wearByVolume":{"I":"WEAR_LIGHT"}',
    "map-enum-unknown-name": '"wearByVolume":{"I":"WEAR_BAD"}',
    "map-enum-unknown-number": '"wearByVolume":{"I":9}',
    "extension": '"[bookstore.v1.curator]":"Ada"',
    "extension-repeated": '"[bookstore.v1.shelf_marks]":[1,2]',
    "extension-message": '"[bookstore.v1.Remark.remark]":{"text":"x"}',
    "extension-unknown": '"[bookstore.v1.nothing]":"x"',
}


def requests() -> list[Request]:
    echo = "/legacy/v1/records:echo"
    cases = [
        get("legacy/get", "/legacy/v1/records/1"),
        get("legacy/get-not-found", "/legacy/v1/records/2"),
        get("legacy/get-zero", "/legacy/v1/records/0"),
        get("legacy/echo-query", f"{echo}?id=1&title=t&cloth=CLOTH_PAPER&inventoryYears=1911&origin.place=Leipzig"),
        get("legacy/echo-query-required-missing", f"{echo}?id=1"),
        get("legacy/echo-query-closed-enum", f"{echo}?id=1&title=t&cloth=4"),
        post("legacy/required-missing", echo, {"id": "1"}),
    ]
    for id, members in MEMBERS.items():
        cases.append(post(f"legacy/{id}", echo, "{" + RECORD + ("," if members else "") + members + "}"))
    return cases
