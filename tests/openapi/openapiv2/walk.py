"""Finds what a document of OpenAPI 2 says in one of OpenAPI 3."""

import re
from collections import Counter

VERBS = ("get", "put", "post", "delete", "options", "head", "patch")
# Keywords whose values must be the same where they are.
KEYWORDS = (
    "type format enum default maximum minimum exclusiveMaximum exclusiveMinimum multipleOf maxLength minLength pattern "
    "maxItems minItems uniqueItems maxProperties minProperties readOnly"
).split()


class Comparison:
    """`differences` says for each place what is wrong there."""

    def __init__(self, theirs: dict, ours: dict) -> None:
        self.theirs = theirs
        self.ours = ours
        self.differences: dict[str, str] = {}
        self.counts: Counter = Counter()
        self.walked: set = set()

    def run(self) -> None:
        operations = {}
        for path, item in self.ours["paths"].items():
            for verb in VERBS:
                if verb in item:
                    operations[verb, shape(path, {})] = item[verb]
        for path, item in self.theirs["paths"].items():
            for verb, operation in item.items():
                patterns = {one["name"]: one["pattern"] for one in operation.get("parameters", []) if "pattern" in one}
                self.counts["operations"] += 1
                place = operation["operationId"]
                found = operations.get((verb, shape(path, patterns)))
                if found is None:
                    self.differ(place, "there is no such operation")
                else:
                    self.operation(place, operation, found)
        self.document()

    def differ(self, place: str, text: str) -> None:
        self.differences[place] = text

    def same(self, place: str, theirs, ours) -> None:
        if theirs != ours:
            self.differ(place, f"{ours!r} instead of {theirs!r}")

    def document(self) -> None:
        """What is said of the API as a whole."""
        for key, value in self.theirs["info"].items():
            self.same(f"info.{key}", value, self.ours["info"].get(key))
        tags = {tag["name"]: tag for tag in self.ours["tags"]}
        for tag in self.theirs.get("tags", []):
            for key in tag:
                self.same(f"tags.{tag['name']}.{key}", tag[key], tags.get(tag["name"], {}).get(key))
        schemes = self.ours["components"].get("securitySchemes", {})
        for name in self.theirs.get("securityDefinitions", {}):
            self.same(f"securityDefinitions.{name}", True, name in schemes)
        for key in self.theirs:
            if key in ("security", "externalDocs") or key.startswith("x-"):
                self.same(key, self.theirs[key], self.ours.get(key))

    def operation(self, place: str, theirs: dict, ours: dict) -> None:
        for key in ("deprecated", "security", "externalDocs"):
            if key in theirs:
                self.same(f"{place}.{key}", theirs[key], ours.get(key))
        for key in theirs:
            if key.startswith("x-"):
                self.same(f"{place}.{key}", theirs[key], ours.get(key))
        self.words(place, theirs, ours)
        self.parameters(place, theirs, ours)
        for status, answer in theirs["responses"].items():
            self.answer(f"{place}.responses.{status}", answer, ours["responses"].get(status))

    def words(self, place: str, theirs: dict, ours: dict) -> None:
        """Texts may be divided in another way between the two keywords."""
        said = ours.get("summary", "") + " " + ours.get("description", "")
        for key in ("summary", "description"):
            self.counts["texts"] += key in theirs
            if not is_said(theirs.get(key, ""), said):
                self.differ(f"{place}.{key}", f"{said!r} instead of {theirs[key]!r}")

    def parameters(self, place: str, theirs: dict, ours: dict) -> None:
        found = {(one["in"], one["name"]): one for one in ours.get("parameters", [])}
        for parameter in theirs.get("parameters", []):
            name, where = parameter["name"], parameter["in"]
            if where == "body":
                self.counts["bodies"] += 1
                content = ours.get("requestBody", {}).get("content")
                if content is None:
                    self.differ(f"{place}.body", "there is no body")
                else:
                    words = {"description": parameter.get("description", "")}
                    schema = self.described(of_content(content), ours["requestBody"])
                    self.schema(f"{place}.body", {**parameter["schema"], **words}, schema)
                continue
            self.counts["parameters"] += 1
            names = joined(name) if where == "path" else [name]
            one = next((found[where, name] for name in names if (where, name) in found), None)
            one = one or (where == "path" and "pattern" in parameter and {"in": where})
            if not one:
                self.differ(f"{place}.{where}.{name}", "there is no such parameter")
            elif "schema" in one:
                if parameter.get("required"):
                    self.same(f"{place}.{where}.{name}.required", True, one.get("required", False))
                self.schema(f"{place}.{where}.{name}", parameter, self.described(one["schema"], one))

    def described(self, schema: dict, holder: dict) -> dict:
        """The schema with everything that is said of it: beside it, in it, and of what is in a list."""
        schema = self.resolve_ours(schema)
        places = [holder, schema, self.resolve_ours(schema.get("items", {}))]
        return {**schema, "description": " ".join(one.get("description", "") for one in places)}

    def answer(self, place: str, theirs: dict, ours: dict | None) -> None:
        self.counts["answers"] += 1
        if ours is None:
            self.differ(place, "there is no such answer")
            return
        if "$ref" in ours:
            ours = self.ours["components"]["responses"][ours["$ref"].rsplit("/", 1)[-1]]
        # What the generator says where the authors say nothing.
        if theirs["description"].removesuffix("(streaming responses)") not in ("", "A successful response.", "An unexpected error response."):
            self.same(f"{place}.description", theirs["description"], ours["description"])
        if "schema" in theirs:
            self.schema(place, theirs["schema"], of_content(ours.get("content", {})))

    def schema(self, place: str, theirs: dict, ours: dict | None) -> None:
        if ours is None:
            self.differ(place, "there is no schema")
            return
        theirs, name = self.resolve_theirs(theirs)
        ours = self.resolve_ours(ours)
        if name is not None:
            # A definition is one place, wherever it is referred to from.
            key = (name, frozenset(self.properties(ours)))
            if key in self.walked:
                return
            self.walked.add(key)
            if "#" not in place:
                place = f"#{name}"
        for key in KEYWORDS:
            if key in theirs:
                self.counts["keywords"] += 1
                self.keyword(f"{place}.{key}", key, theirs, ours)
        # Texts may be divided in another way between the two keywords.
        said = " ".join(ours.get(key, "") for key in ("title", "description"))
        for key in ("title", "description"):
            if not is_said(theirs.get(key, ""), said):
                self.differ(f"{place}.{key}", f"{said!r} instead of {theirs[key]!r}")
        for required in theirs.get("required", []) if isinstance(theirs.get("required"), list) else []:
            self.same(f"{place}.required.{required}", True, required in ours.get("required", []))
        properties = self.properties(ours)
        for key, schema in theirs.get("properties", {}).items():
            self.counts["properties"] += 1
            if key not in properties:
                self.differ(f"{place}.{key}", "there is no such property")
            else:
                self.schema(f"{place}.{key}", schema, properties[key])
        for key in ("items", "additionalProperties"):
            if isinstance(theirs.get(key), dict) and theirs[key]:
                inner = ours.get(key)
                if isinstance(inner, dict):
                    self.schema(f"{place}.{key}", theirs[key], inner)
                elif inner is not True:
                    self.differ(f"{place}.{key}", "there is no such schema")

    def keyword(self, place: str, key: str, theirs: dict, ours: dict) -> None:
        wanted, found = theirs[key], ours.get(key)
        if key in ("exclusiveMaximum", "exclusiveMinimum"):
            # A flag beside the bound in the older version, the bound itself in the newer one.
            wanted = theirs.get(key.replace("exclusiveM", "m"))
        elif key in ("maximum", "minimum") and theirs.get("exclusive" + key.capitalize()):
            return
        if key == "type" and isinstance(found, list):
            found = next(kind for kind in found if kind != "null")
        self.same(place, wanted, found)

    def properties(self, schema: dict) -> dict:
        """Those of any of the choices are the schema's."""
        found = dict(schema.get("properties", {}))
        for choice in schema.get("oneOf", []):
            found.update(self.resolve_ours(choice).get("properties", {}))
        return found

    def resolve_theirs(self, schema: dict) -> tuple[dict, str | None]:
        """The schema without its reference, and the name that it had."""
        name = None
        if len(schema.get("allOf", [])) == 1:
            schema = {**schema, **schema["allOf"][0]}
        while "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[-1]
            schema = {**self.theirs["definitions"][name], **{key: schema[key] for key in schema if key != "$ref"}}
        return schema, name

    def resolve_ours(self, schema: dict) -> dict:
        choices = [one for one in schema.get("anyOf", []) if one != {"type": "null"}]
        if len(choices) == 1:
            schema = {**{key: schema[key] for key in schema if key != "anyOf"}, **choices[0]}
        while "$ref" in schema:
            target = self.ours["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
            own = {key: schema[key] for key in schema if key != "$ref"}
            if "description" in own:
                own["description"] += " " + target.get("description", "")
            schema = {**target, **own} if own else target
        return schema


def joined(name: str) -> list[str]:
    """A path's parameter `a.b` is `aB` here, and `a_b` where names are those of the source."""
    first, *others = name.split(".")
    return [first + "".join(other[:1].upper() + other[1:] for other in others), name.replace(".", "_")]


def shape(path: str, patterns: dict[str, str]) -> str:
    """A path with its variables as wildcards, whatever their names are."""
    def segments(match: re.Match) -> str:
        return patterns.get(match[1], "*").replace("[^/]+", "*").replace(".+", "*")

    return re.sub(r"\{([^}]*)\}", segments, path)


def of_content(content: dict) -> dict | None:
    for media in ("application/x-ndjson", "application/json", "*/*"):
        if media in content:
            return content[media].get("schema", {})
    return None


def is_said(theirs: str, ours: str) -> bool:
    """Whether each paragraph is, but for what the generator says itself."""
    theirs = theirs.removesuffix("(streaming inputs)")
    return all(plain(paragraph) in plain(ours) for paragraph in theirs.split("\n\n"))


def plain(text: str) -> str:
    """A text without what is layout, or a mark of where sentences end."""
    return " ".join(re.sub(r"[.`-]", "", text).split())
