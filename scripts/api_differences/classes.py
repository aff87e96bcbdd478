"""What differs inside classes: attributes, parameters of constructors and methods, and the order of positional parameters."""

import re

from api_differences.availability import NEWEST_2, encode
from api_differences.candidates import METHODS, words
from api_differences.environments import KERAS_2_RELEASES, KERAS_3_RELEASES

ROOT = "tensorflow.keras"
NEWEST_3 = KERAS_3_RELEASES[-1]
KERAS_1 = [
    "init",
    "W_regularizer",
    "nb_filter",
    "nb_row",
    "border_mode",
    "subsample",
    "dim_ordering",
    "inner_init",
    "output_dim",
    "nb_epoch",
]
OLD_CALLBACK_WORDS = {
    "callbacks.ModelCheckpoint": "period load_weights_on_restart",
    "callbacks.TensorBoard": "write_grads batch_size embeddings_layer_names embeddings_data",
    "callbacks.ReduceLROnPlateau": "epsilon",
}
FAMILIES = {
    "layers": "layers.Layer",
    "metrics": "metrics.Metric",
    "losses": "losses.Loss",
    "optimizers": "optimizers.Optimizer",
    "callbacks": "callbacks.Callback",
    "initializers": "initializers.Initializer",
    "constraints": "constraints.Constraint",
    "regularizers": "regularizers.Regularizer",
}
# Methods that Keras calls, not the user: only their presence is looked at.
INTERNAL = {
    "build",
    "call",
    "compute_output_shape",
    "compute_output_spec",
    "compute_output_signature",
    "compute_mask",
    "compute_loss",
    "compute_metrics",
    "from_config",
    "get_config",
    "get_build_config",
    "build_from_config",
    "update_step",
    "quantized_build",
    "quantized_call",
    "get_initial_state",
    "save_own_variables",
    "load_own_variables",
    "get_compile_config",
    "compile_from_config",
    "add_variable_from_reference",
    "get_random_transformation",
    "symbolic_call",
    "stateless_call",
}
# Attributes that code assigns to: on the other side that does nothing, and says nothing.
SETTABLE = {"lr"}
# Keras 3.0 to 3.4 refuse it without a word why.
BARE_STUBS = {("add_metric", "raise NotImplementedError")}
# What preprocessing layers offer to those who derive from them.
FOR_SUBCLASSES = re.compile(r"(augment|transform)_|get_random_transformation$|convert_weight$|auto_vectorize$|_template$", re.I)
POSITIONS = 6


class Classes:
    """All public callables below tensorflow.keras, each under one canonical path."""

    def __init__(self, surfaces, calls, present):
        self.trees = {release: surface[ROOT]["names"] for release, surface in surfaces.items()}
        self.calls = calls
        self.present = present
        self.known = {}
        self._ancestors = {}
        self.canonical = self._canonical()
        self.paths = sorted(set(self.canonical.values()))

    def _entry(self, path, release):
        return self.trees[release].get(path)

    def _canonical(self):
        """One path per object: of paths that are the same object wherever both exist, the widest, then the shortest."""
        groups = {}
        for release, tree in self.trees.items():
            for path, entry in tree.items():
                if "is" in entry:
                    groups.setdefault((release, entry["is"]), []).append(path)
        partners = {}
        for paths in groups.values():
            for path in paths:
                partners.setdefault(path, set()).update(paths)

        def rank(path):
            return (-len(self.present[path][0]), path.count("."), len(path), path)

        found = {}
        for path, others in partners.items():
            same = [other for other in others if self._same(path, other)]
            found[path] = min(same, key=rank)
        return {path: found.get(best, best) for path, best in found.items()}

    def _same(self, one, other):
        pairs = [(tree[one].get("is"), tree[other].get("is")) for tree in self.trees.values() if one in tree and other in tree]
        return bool(pairs) and all(first == second for first, second in pairs)

    # Hierarchy

    def ancestors(self, path):
        """Canonical paths of the public bases that the newest Keras 2 and the newest Keras 3 agree on."""
        if path not in self._ancestors:
            self._ancestors[path] = self._find_ancestors(path)
        return self._ancestors[path]

    def _find_ancestors(self, path):
        chains = []
        for release, tree in self.trees.items():
            entry = tree.get(path)
            if not entry or entry["kind"] != "class" or release not in (NEWEST_2, NEWEST_3):
                continue
            named = {}
            for other, known in tree.items():
                if known["kind"] == "class":
                    named.setdefault(known["is"], self.canonical[other])
            chains.append([named[base] for base in entry["bases"] if base in named])
        if not chains:
            return []
        return [base for base in chains[0] if all(base in chain for chain in chains) and base != path]

    # Rows

    def rows(self):
        """{`layers.GRU(time_major)`: text, `Model#fit(workers)`: text, `layers.Layer#input_shape`: text, `Model#compile[]`: …}"""
        rows = {}
        both = [path for path in self.paths if self._spans(self.present[path][1])]
        classes = [path for path in both if any(self._is_class(path, release) for release in self.trees)]
        for path in sorted(classes, key=lambda path: (len(self.ancestors(path)), path)):
            self._attributes(path, rows)
            self._methods(path, rows)
        self._tensor(rows)
        rows.update(self._constructors(classes))
        for path in sorted(set(both) - set(classes)):
            self._function(path, rows)
        return rows

    def _tensor(self, rows):
        """What `keras.Input(…)` and layers called on it give: a class that Keras 2 keeps to itself."""
        owned = {release: set(found["models"]["KerasTensor"]) for release, found in self.calls.items()}
        for name in sorted(set.union(*owned.values())):
            have = {release for release, names in owned.items() if name in names}
            if have != set(owned):
                rows[f"KerasTensor#{name}"] = encode(have)

    def _spans(self, releases):
        """What only one side has is a row of its own; its inside does not matter."""
        return any(release in KERAS_2_RELEASES for release in releases) and any(
            release in KERAS_3_RELEASES for release in releases
        )

    def _is_class(self, path, release):
        entry = self._entry(path, release)
        return bool(entry) and entry["kind"] == "class"

    def _releases(self, path):
        return {release for release in self.trees if self._entry(path, release)}

    def _is_covered(self, path, key, have, releases):
        """Whether the nearest base that has something to say already says it of these releases."""
        for base in self.ancestors(path):
            if base + key in self.known:
                return self.known[base + key] & releases == have
        return have == releases

    def _put(self, path, key, have, text, rows):
        self.known[path + key] = frozenset(have)
        rows[path + key] = text

    def _attributes(self, path, rows):
        releases = self._releases(path)
        names = {name for release in releases for name in (self._entry(path, release).get("members") or {})}
        for name in sorted(name for name in names if not FOR_SUBCLASSES.match(name)):
            have, certain = self._attribute(path, name, releases)
            # What a functional model has and the class has not: no more than that must be said against what its base lacks.
            sure = certain or have == releases
            if sure and not self._is_covered(path, f"#{name}", have, releases):
                text = "*" if have == releases else encode(have)
                self._put(path, f"#{name}", have, text + (" set" if name in SETTABLE else ""), rows)

    def _attribute(self, path, name, releases):
        """Releases that have it on the class or on an instance, and whether that is sure."""
        from api_differences.merge import unusable

        have, certain, on_class = set(), True, set()
        for release in releases:
            member = (self._entry(path, release).get("members") or {}).get(name)
            instance = self._instance(path, release)
            if member is not None:
                if not unusable(member) and (name, member.get("stub")) not in BARE_STUBS:
                    have.add(release)
                    on_class.add(release)
            elif instance is not None and name in instance:
                have.add(release)
            elif instance is None and member is None:
                certain = False
        newest = have & {NEWEST_2, NEWEST_3}
        return have, certain and newest <= on_class

    def _instance(self, path, release):
        calls = self.calls[release]
        found = calls["constructors"].get(path)
        names = None if found is None else set(found["attributes"])
        if path in FAMILIES.values():
            common = self._common(path, release)
            names = common if names is None else names | (common or set())
        if path in calls["models"]:
            names = (names or set()) | set(calls["models"][path])
        return names

    def _common(self, base, release):
        """What the instances of all classes of a family have: any object of that family can be counted on to have it."""
        made = self.calls[release]["constructors"]
        known = (self._entry(base, release) or {}).get("is")
        module = base.split(".")[0]
        derived = [path for path in made if known in (self._entry(path, release) or {}).get("bases", ())]
        derived = [path for path in derived if path.rpartition(".")[0] == module]
        sets = [set(made[path]["attributes"]) | set(self._entry(path, release)["members"]) for path in derived]
        return set.intersection(*sets) if sets else None

    def _methods(self, path, rows):
        releases = self._releases(path)
        names = {name for release in releases for name in (self._entry(path, release).get("members") or {})} - INTERNAL
        for name in sorted(names):
            signatures = {release: self._signature(path, name, release) for release in releases}
            signatures = {release: signature for release, signature in signatures.items() if signature is not None}
            if self._spans(signatures) and not self._is_same_as_base(path, name, signatures):
                self._parameters(path, f"#{name}", signatures, rows)

    def _is_same_as_base(self, path, name, signatures):
        bases = self.ancestors(path)
        return bool(bases) and any(
            all(self._signature(base, name, release) == signature for release, signature in signatures.items()) for base in bases
        )

    def _signature(self, path, name, release):
        return ((self._entry(path, release) or {}).get("members", {}).get(name) or {}).get("signature")

    def _parameters(self, path, key, signatures, rows):
        called = f"{path}.{key[1:]}"
        known = METHODS.get(called, "").split()
        for word in sorted({word for signature in signatures.values() for word in words(signature)} | set(known)):
            taken = self._taken(word, signatures, self._answers_of_method(called, word))
            if taken and not (self._is_covered(path, f"{key}({word})", taken[0], set(signatures)) and "~" not in taken[1]):
                self._put(path, f"{key}({word})", *taken, rows)
        self._order(path, key, signatures, rows)

    def _answers_of_method(self, called, word):
        return {release: calls["methods"].get(called, {}).get(word) for release, calls in self.calls.items()}

    def _answers(self, path, word):
        return {release: self._answer(path, word, release) for release in self.calls}

    def _taken(self, word, signatures, answers):
        """(releases that take a parameter, the text for it); None for one that nobody took. What is not sure counts as taken."""
        have, ignored, unsure = set(), set(), False
        for release, signature in signatures.items():
            explicit = word in words(signature)
            said = answers[release]
            if said == "ignored":
                ignored.add(release)
            if said in ("yes", "ignored") or (explicit and said != "no"):
                have.add(release)
            elif said in (None, "?") and ("**" in signature or "*args" in signature.split()):
                unsure = True
        if unsure:
            have, ignored = set(signatures), set()
        if not have and word not in KERAS_1:
            return None
        text = "*" if have == set(signatures) else encode(have)
        return have, " ".join([text, *("~" + part for part in encode(ignored).split() if ignored)])

    def _order(self, path, key, signatures, rows):
        orders = [self._newest_order(signatures, side) for side in (KERAS_2_RELEASES, KERAS_3_RELEASES)]
        if None not in orders and first_difference(*orders) is not None:
            text = " ".join(orders[0][:POSITIONS]) + " | " + " ".join(orders[1][:POSITIONS])
            rows[f"{path}{key}[]"] = text

    def _newest_order(self, signatures, side):
        """Keras 3.15 takes *args in add_weight to refuse a name in the first place: the order is that of the release before."""
        known = (positional(signatures[release]) for release in reversed(side) if release in signatures)
        return next((order for order in known if order is not None), None)

    # Constructors: what most classes of a family share is said once, at its base.

    def _constructors(self, classes):
        tables = {path: self._constructor(path) for path in classes if path not in FAMILIES.values()}
        rows, shared = {}, {}
        for base in FAMILIES.values():
            members = [path for path in tables if base in self.ancestors(path)]
            for word in sorted({word for path in members for word in tables[path]}):
                taken = [tables[path][word] or (frozenset(), "") for path in members if word in tables[path]]
                texts = [text for _, text in taken]
                best = max(sorted(set(texts)), key=texts.count)
                if best not in ("*", "") and texts.count(best) > max(3, len(texts) / 2):
                    rows[f"{base}({word})"] = best
                    shared[base, word] = next(releases for releases, text in taken if text == best), best
        for path, table in tables.items():
            for word, taken in sorted(table.items()):
                if not self._follows(path, word, taken, shared):
                    rows[f"{path}({word})"] = taken[1]
            self._order(path, "", self._constructor_signatures(path), rows)
        return rows

    def _follows(self, path, word, taken, shared):
        """Whether what the base says of a parameter is right for this class too, in the releases that have it."""
        releases = self._releases(path)
        base = next((shared[base, word] for base in self.ancestors(path) if (base, word) in shared), None)
        if taken is None:
            return True
        if base is None:
            return taken[1] == "*"
        return base[0] & releases == taken[0] and ("~" in base[1]) == ("~" in taken[1])

    def _constructor_signatures(self, path):
        return {
            release: self._entry(path, release).get("signature") or "*args **kwargs"
            for release in self._releases(path)
            if not self._entry(path, release).get("stub")
        }

    def _constructor(self, path):
        """{parameter: text}, `*` for one that is taken everywhere."""
        signatures = self._constructor_signatures(path)
        asked = [set(calls["constructors"][path]["taken"]) for calls in self.calls.values() if path in calls["constructors"]]
        everywhere = set.intersection(*asked) if asked else set()
        found = {}
        for word in {word for signature in signatures.values() for word in words(signature)} | self._plausible(path, everywhere):
            found[word] = self._taken(word, signatures, self._answers(path, word))
        return found

    def _swallows(self, path, release):
        """Some constructors of Keras 3 take any keyword and forget it: that is no support."""
        return self.calls[release]["constructors"][path]["taken"].get("nb_row") == "yes"

    def _plausible(self, path, asked):
        """Of the names tried on every class of a family, those that anybody could mean here."""
        if path.startswith("callbacks."):
            return asked & set(OLD_CALLBACK_WORDS.get(path, "").split())
        return asked if "layers.Layer" in self.ancestors(path) else asked - set(KERAS_1)

    def _answer(self, path, word, release):
        said = self.calls[release]["constructors"].get(path, {"taken": {}})["taken"].get(word)
        return "?" if said == "yes" and self._swallows(path, release) else said

    def _function(self, path, rows):
        releases = self._releases(path)
        signatures = {release: self._entry(path, release).get("signature") for release in releases}
        if None in signatures.values():
            return
        known = METHODS.get(path, "").split()
        for word in sorted({word for signature in signatures.values() for word in words(signature)} | set(known)):
            taken = self._taken(word, signatures, self._answers_of_method(path, word))
            if taken and taken[1] != "*":
                rows[f"{path}({word})"] = taken[1]
        self._order(path, "", signatures, rows)

    # Shape of the table

    def bases(self, rows):
        """{class: nearest base that has rows}, without those that the module already tells."""
        owners = {key.partition("#")[0].partition("(")[0] for key in rows if "#" in key or "(" in key}
        found = {}
        for path in self.paths:
            base = next((base for base in self.ancestors(path) if base in owners), None)
            if base and base != FAMILIES.get(path.split(".")[0]):
                found[path] = base
        return found

    def aliases(self, rows):
        """{path: canonical path} where the canonical path is the one that has rows."""
        owners = {key.partition("#")[0].partition("(")[0] for key in rows if "#" in key or "(" in key}
        wanted = owners | set(self.bases(rows))
        return {path: best for path, best in sorted(self.canonical.items()) if path != best and best in wanted}


def positional(signature):
    """Names in the order in which positional arguments fill them; None where *args takes any number."""
    order = []
    for word in (signature or "").split():
        if word == "*" or word.startswith("**"):
            break
        if word.startswith("*"):
            return None
        order.append(word.rstrip("="))
    return order if signature is not None else None


def first_difference(one, other):
    """The first position that means something else on the other side; a parameter that merely got another name is the same."""
    for index, (left, right) in enumerate(zip(one[:POSITIONS], other)):
        if left == right:
            continue
        renamed = left not in other and right not in one
        if not renamed:
            return index
    return None
