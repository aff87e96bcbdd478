"""Tells what a Python has for TensorFlow and Keras, without importing either and without leaving a trace.

This one file runs inside other people's kernels: Keras Doctor sends its text as one expression of a silent request
(``src/kernel/probe-source.ts`` is generated from it) and reads the JSON that ``Answer`` shows, whose shape is
``src/core/environment/probe-result.schema.json``. It is also a module, and a script: ``python probe.py``.

House rules: standard library only, Python 3.6 grammar; nothing is printed, written, left behind or imported from the
user's folders; every loop is bounded; modules are read through their ``__dict__``, because touching an attribute would
make TensorFlow's lazy loaders choose a Keras.
"""

import _thread
import json
import os
import re
import sys
import time

SECONDS = 2.0
MAX_PATHS, MAX_ENTRIES, MAX_FOUND = 200, 100000, 1000
MAX_BYTES, MAX_REQUIRES, MAX_TEXT, MAX_GPUS = 262144, 200, 300, 64
PROC = "/proc"
# The folder of the Python in a script's first line, or in the second where the first cannot hold it.
PIP_SCRIPT = r"#!(?:/bin/sh\n'''exec')?[ ]*[\"']?(/[^\"'\n]*)/(?:python|pypy)[\w.]*[\"'\s]"
NVML = "libnvidia-ml.so.1" if os.name == "posix" else os.environ.get("SYSTEMROOT", "") + "\\System32\\nvml.dll"
LOADED = ("tensorflow", "keras", "tf_keras", "numpy")
VARIABLES = ["TF_USE_LEGACY_KERAS", "KERAS_BACKEND", "CUDA_VISIBLE_DEVICES", "TF_FORCE_GPU_ALLOW_GROWTH"]
FAMILIES = ("tensorflow", "intel-tensorflow", "intel-extension-for-tensorflow", "tf-", "keras", "nvidia-", "libtpu")
NAMES = """
transformers scikeras ydf numpy protobuf ml-dtypes h5py pip setuptools typing-extensions jax jaxlib torch tensorrt
jupyterlab notebook ipykernel ipython ipywidgets anywidget jupyterlab-keras-doctor
"""
NAMES = tuple(NAMES.split())
NVML_ERRORS = """
SUCCESS UNINITIALIZED INVALID_ARGUMENT NOT_SUPPORTED NO_PERMISSION ALREADY_INITIALIZED NOT_FOUND INSUFFICIENT_SIZE
INSUFFICIENT_POWER DRIVER_NOT_LOADED TIMEOUT IRQ_ISSUE LIBRARY_NOT_FOUND FUNCTION_NOT_FOUND CORRUPTED_INFOROM GPU_IS_LOST
RESET_REQUIRED OPERATING_SYSTEM LIB_RM_VERSION_MISMATCH IN_USE MEMORY NO_DATA
"""
NVML_ERRORS = NVML_ERRORS.split()


def normal(name):
    """The one spelling of a distribution's name (PEP 503)."""
    return re.sub("[-_.]+", "-", name).lower()


def resembles(text):
    """Whether a text begins like the name of a distribution that matters: quick, and true for a few that do not."""
    return text.replace("_", "-").replace(".", "-").lower().startswith(FAMILIES + NAMES)


def read(path):
    """The head of a file as text, or '' if it cannot be read; does not wait for the writer of a named pipe."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError):
        return ""
    try:
        return os.read(handle, MAX_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
    finally:
        os.close(handle)


def import_folders(notes):
    """The entries of ``sys.path``, each once, without the standard library."""
    standard = os.path.dirname(os.__file__)
    seen = [standard, os.path.join(standard, "lib-dynload")]
    for path in list(sys.path):
        if isinstance(path, str) and path not in seen:
            seen.append(path)
    if len(seen) > MAX_PATHS:
        notes.append("sys.path has %d entries; the first %d were read" % (len(seen), MAX_PATHS))
    return seen[2:MAX_PATHS]


def listed(folder, notes):
    """The metadata entries of a folder or zip archive that may matter, as ``(entry name, function that reads it)``."""
    try:
        with os.scandir(folder or ".") as entries:
            for count, entry in enumerate(entries):
                if count >= MAX_ENTRIES:
                    notes.append("a folder on sys.path has more than %d entries; the rest was not read" % MAX_ENTRIES)
                    return
                if entry.name.endswith((".dist-info", ".egg-info")) and resembles(entry.name):
                    yield entry.name, entry.path, read
    except NotADirectoryError:
        archive = sys.path_importer_cache.get(folder)
        for path in list(getattr(archive, "_files", None) or ())[:MAX_ENTRIES]:
            entry, _, file = path.replace("\\", "/").rpartition("/")
            if file in ("METADATA", "PKG-INFO") and resembles(entry):
                yield entry, path, lambda file: archive.get_data(file)[:MAX_BYTES].decode("utf-8", "replace")
    except (OSError, ValueError):
        return


def headers(entry, path, read_text):
    """The text of an entry's METADATA or PKG-INFO up to the first blank line."""
    if read_text is not read:
        text = read_text(path)
    elif entry.endswith(".dist-info"):
        text = read(path + "/METADATA")
    else:
        text = read(path + "/PKG-INFO") or read(path)
    return text.replace("\r\n", "\n").partition("\n\n")[0]


def described(entry, text):
    """A distribution from its headers; name and version fall back on the entry's own name."""
    stem = re.match(r"(.+?)(?:-(\d[^-]*)(?:-.*)?)?\.\w+-info$", entry)
    fields = {"Name": stem.group(1), "Version": stem.group(2) or ""}
    requires = []
    for line in text.split("\n"):
        key, _, value = line.partition(": ")
        if key == "Requires-Dist":
            if resembles(value) and len(requires) < MAX_REQUIRES:
                requires.append(value.strip()[:MAX_TEXT])
        elif key in fields and value.strip():
            fields[key] = value.strip()[:MAX_TEXT]
    return {"name": normal(fields["Name"]), "version": fields["Version"], "requires": requires}


def installed(found, notes, deadline):
    """Fills ``found`` (name -> distribution) and returns where TensorFlow's own files are: name -> folder."""
    homes = {}
    for folder in import_folders(notes):
        here = {}
        for entry, path, read_text in listed(folder, notes):
            if len(found) + len(here) >= MAX_FOUND or time.monotonic() > deadline:
                notes.append("too many distributions or too slow a disk; the rest of sys.path was not read")
                break
            text = headers(entry, path, read_text)
            one = described(entry, text)
            name = one["name"]
            if not name.startswith(FAMILIES) and name not in NAMES or name in found:
                continue
            if not text:
                notes.append("no METADATA in " + entry[:MAX_TEXT])
            if name in here:
                notes.append("%s is installed twice in one folder" % name[:MAX_TEXT])
            age = os.stat(path).st_mtime if read_text is read else 0
            here[name] = max(here.get(name, (False, 0, one)), (bool(text), age, one), key=lambda pair: pair[:2])
            homes.setdefault(name, folder or ".")
        found.update((name, one) for name, (_, _, one) in here.items())
    return homes


def conda_installed(found):
    """Adds what only conda's own records know: packages without METADATA."""
    try:
        records = os.listdir(os.path.join(sys.prefix, "conda-meta"))[:MAX_ENTRIES]
    except OSError:
        return
    for record in records:
        if record.endswith(".json") and record.count("-") >= 2 and resembles(record):
            name, version, _ = record.rsplit("-", 2)
            if normal(name).startswith(FAMILIES) or normal(name) in NAMES:
                found.setdefault(normal(name), {"name": normal(name), "version": version[:MAX_TEXT], "requires": []})


def attributes(module):
    """A module's own dictionary, without any lazy loading; empty for what is not a module."""
    try:
        return dict(object.__getattribute__(module, "__dict__"))
    except (AttributeError, TypeError, RuntimeError):
        return {}


def package(name):
    """The dictionary of an imported package; empty before its import, or for a user's single file of that name."""
    own = attributes(sys.modules.get(name))
    return own if "__path__" in own else {}


def flavor(folder):
    """Which Keras a folder of TensorFlow's ``__path__`` stands for, for example ``.../tf_keras/api/_v2``."""
    parts = str(folder).replace("\\", "/").rstrip("/").split("/")
    if parts[-1] == "_tf_keras":
        return "keras3"
    if parts[-2:] in (["api", "_v2"], ["api", "_v1"]):
        return {"keras": "keras2", "tf_keras": "tf-keras"}.get((["", ""] + parts)[-3])
    return None


def flavor_of(module):
    """Which Keras a module object is: the real thing by its file, a lazy loader by what it has chosen, else None."""
    own = attributes(module)
    chosen = own.get("_tfll_keras_version", own.get("_keras_version"))
    if isinstance(own.get("__file__"), str):
        return flavor(os.path.dirname(os.path.dirname(own["__file__"])))
    if chosen:
        return {"keras_3": "keras3", "keras_2": "keras2", "tf_keras": "tf-keras"}.get(chosen)
    return flavor(str(own.get("__name__")).rpartition(".")[0].replace(".", "/"))


def release(name):
    """The version that an imported package says of itself; None before its import."""
    version = package(name).get("__version__")
    return version[:MAX_TEXT] if isinstance(version, str) else None


def loaded_keras():
    """What is imported, and which Keras ``tf.keras`` and ``from tensorflow.keras import`` are bound to by now."""
    tensorflow, bound = package("tensorflow"), attributes(sys.modules.get("tensorflow.keras"))
    lazy = attributes(tensorflow.get("keras"))
    path = flavor_of(sys.modules["tensorflow.keras"]) if bound else None
    for folder in tensorflow.get("__path__") or ():
        if not path and isinstance(folder, str) and os.path.exists(os.path.join(folder, "keras", "__init__.py")):
            path = flavor(folder)
    resolved = flavor_of(tensorflow.get("keras"))
    initialized = lazy.get("_tfll_initialized", lazy.get("_initialized"))
    return {
        "tensorflow": bool(tensorflow),
        "keras": bool(package("keras")),
        "tfKeras": resolved,
        "tfKerasPath": path,
        "tfKerasBroken": bool(initialized) and not resolved,
        "backend": attributes(sys.modules.get("keras.src.backend.config")).get("_BACKEND"),
        "versions": {name: release(name) for name in LOADED},
    }


def configured_backend():
    """The backend of ``keras.json``, which Keras 3 takes where ``KERAS_BACKEND`` is unset; or None."""
    home = os.environ.get("KERAS_HOME") or os.path.join(os.path.expanduser("~"), ".keras")
    found = re.search(r'"backend"\s*:\s*"(\w{1,40})"', read(os.path.join(home, "keras.json")))
    return found.group(1) if found else None


def pip_on_path():
    """Whose ``pip`` a shell finds first, and so ``!pip`` runs, by the Python that the script begins with.

    "own" for the kernel's, "other" for another Python's, "none" without one; None where the script does not say, as pyenv's.
    """
    if os.name != "posix":
        return None
    for folder in os.environ.get("PATH", "").split(os.pathsep)[:MAX_PATHS]:
        script = os.path.join(folder, "pip")
        if os.path.isfile(script) and os.access(script, os.X_OK):
            python = re.match(PIP_SCRIPT, read(script))
            own = [os.path.dirname(sys.executable or ""), os.path.join(sys.prefix, "bin")]
            if not python:
                return None
            return "own" if os.path.realpath(python.group(1)) in map(os.path.realpath, own) else "other"
    return "none"


def finds(name):
    """Whether this Python would import a package of that name; nothing is imported."""
    from importlib.machinery import PathFinder

    return getattr(PathFinder.find_spec(name), "loader", None) is not None  # a mere folder has none


def on_path(name):
    """Whether a shell finds a program (``shutil`` would load modules that this must not)."""
    ends = os.environ.get("PATHEXT", ".EXE").split(os.pathsep) if os.name == "nt" else [""]
    for folder in os.environ.get("PATH", "").split(os.pathsep)[:MAX_PATHS]:
        for file in [os.path.join(folder, name + end) for end in ends]:
            if os.path.isfile(file) and os.access(file, os.X_OK):
                return True
    return False


def uv_target():
    """Where ``uv pip`` of a shell goes without ``--python``; None where the shell finds no uv.

    "own" for the kernel's environment, "other" for another one, "refuses" where it finds none.
    """
    if not on_path("uv"):
        return None
    folder, folders = os.getcwd(), []
    while folder not in folders[:MAX_PATHS]:
        folders.append(folder)
        folder = os.path.dirname(folder)
    near = [os.path.join(one, ".venv") for one in folders if os.path.isfile(os.path.join(one, ".venv", "pyvenv.cfg"))]
    targets = [os.environ.get("VIRTUAL_ENV"), os.environ.get("CONDA_PREFIX")] + near
    for target in filter(None, targets):
        return "own" if os.path.realpath(target) == os.path.realpath(sys.prefix) else "other"
    return "refuses"


def may_write(folder):
    """Whether files can be put into a folder, or into the nearest one above where it is not there yet."""
    while not os.path.isdir(folder) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    return os.access(folder, os.W_OK)


def user_site(site):
    """Whether a package in the user's own folder can be imported: "on-path" now, "enabled" after a restart, or "off"."""
    folder = site.get("USER_SITE")
    if not site.get("ENABLE_USER_SITE") or not folder or not may_write(folder):
        return "off"
    return "on-path" if folder in sys.path else "enabled"


def installer():
    """What this Python can be given a package with."""
    site = attributes(sys.modules.get("site"))
    folders = site.get("getsitepackages", lambda: [])() or [sys.prefix]
    managed = os.path.isfile(os.path.join(os.path.dirname(os.__file__), "EXTERNALLY-MANAGED"))
    allowed = os.environ.get("PIP_BREAK_SYSTEM_PACKAGES", "").lower() in ("1", "true", "yes", "on", "t", "y")
    is_conda = os.path.isdir(os.path.join(sys.prefix, "conda-meta"))
    tools = [name for name in ("conda", "mamba", "micromamba", "pixi") if is_conda and on_path(name)]
    return {
        "pip": finds("pip"),
        "uv": uv_target(),
        "uvModule": finds("uv"),
        "ensurepip": finds("ensurepip"),
        "conda": is_conda,
        "condaTool": tools[0] if tools else None,
        "managed": managed and not allowed and sys.prefix == sys.base_prefix,
        "writable": may_write(folders[-1 if os.name == "nt" else 0]),
        "userSite": user_site(site),
    }


def tensorflow_sees():
    """How many accelerators an imported TensorFlow has listed already; None when it has not."""
    context = attributes(sys.modules.get("tensorflow.python.eager.context")).get("_context")
    devices = attributes(context).get("_physical_devices")
    if not isinstance(devices, list):
        return None
    return len([device for device in devices if getattr(device, "device_type", "CPU") in ("GPU", "TPU", "NPU", "XPU")])


def built_with(homes):
    """The CUDA and cuDNN versions that TensorFlow's own ``build_info.py`` names; the file is read, not imported."""
    versions = {}
    for folder in sorted({homes[name] for name in homes if "tensorflow" in name or name == "tf-nightly"}):
        text = read(os.path.join(folder, "tensorflow", "python", "platform", "build_info.py"))
        versions = versions or dict(re.findall(r"'(cuda|cudnn)_version', '([\w.]{1,20})'", text))
    return {"cuda": versions.get("cuda"), "cudnn": versions.get("cudnn")}


def standard_module(name):
    """A module of the standard library, or None where a file of that name comes first on ``sys.path``."""
    from importlib.machinery import PathFinder

    spec = getattr(sys.modules.get(name), "__spec__", None) or PathFinder.find_spec(name)
    origin = str(getattr(spec, "origin", ""))
    return __import__(name) if origin.startswith(os.path.dirname(os.__file__)) else None


def call(nvml, name, *arguments):
    """The code that a function of NVML gives; for one that an older driver does not have, the code that NVML has for that."""
    function = getattr(nvml, name, None)
    return function(*arguments) if function else NVML_ERRORS.index("FUNCTION_NOT_FOUND")


def nvml_slices(nvml, ctypes, device):
    """The slices of a GPU in MIG mode; the GPU itself where it is not."""
    slices, mode, pending = ctypes.c_uint(0), ctypes.c_uint(0), ctypes.c_uint(0)
    if call(nvml, "nvmlDeviceGetMigMode", device, ctypes.byref(mode), ctypes.byref(pending)) or mode.value != 1:
        return [device]
    call(nvml, "nvmlDeviceGetMaxMigDeviceCount", device, ctypes.byref(slices))
    parts = []
    for position in range(min(slices.value, MAX_GPUS)):
        part = ctypes.c_void_p()
        if not call(nvml, "nvmlDeviceGetMigDeviceHandleByIndex", device, position, ctypes.byref(part)):
            parts.append(part)
    return parts


def nvml_gpus(nvml, ctypes):
    """GPUs, or the slices of those in MIG mode, of an initialised NVML; and the first code that kept one from being listed."""
    gpus, count = [], ctypes.c_uint(0)
    fault = call(nvml, "nvmlDeviceGetCount_v2", ctypes.byref(count))
    for index in range(0 if fault else min(count.value, MAX_GPUS)):
        device = ctypes.c_void_p()
        code = call(nvml, "nvmlDeviceGetHandleByIndex_v2", index, ctypes.byref(device))
        fault = fault or code
        for one in [] if code else nvml_slices(nvml, ctypes, device):
            name, memory = ctypes.create_string_buffer(128), (ctypes.c_ulonglong * 3)()
            named = call(nvml, "nvmlDeviceGetName", one, name, 128) == 0
            sized = call(nvml, "nvmlDeviceGetMemoryInfo", one, ctypes.byref(memory)) == 0
            text = name.value.decode("utf-8", "replace") if named else "NVIDIA GPU"
            gpus.append({"name": text, "memory": memory[0] >> 20 if sized else None})
    return gpus, fault


def ask_nvml(about):
    """Asks the NVIDIA driver by its own library, if that is there.

    Its functions may take their time; but while the library is being loaded Python holds its lock, and nothing can be done
    about one that hangs then (NVIDIA's talks to the driver from ``nvmlInit`` on).
    """
    if sys.platform in ("emscripten", "wasi"):
        return  # no drivers; and a library that is not there seems to be when Emscripten is asked a second time
    ctypes = standard_module("ctypes")
    try:
        nvml = ctypes.CDLL(NVML)
    except (AttributeError, OSError):
        return
    code = call(nvml, "nvmlInit_v2")
    if not code:
        try:
            driver, cuda = ctypes.create_string_buffer(96), ctypes.c_int(0)
            if call(nvml, "nvmlSystemGetDriverVersion", driver, 96) == 0:
                about["driver"] = driver.value.decode("ascii", "replace")
            if call(nvml, "nvmlSystemGetCudaDriverVersion_v2", ctypes.byref(cuda)) == 0 and cuda.value > 0:
                about["driverCuda"] = "%d.%d" % (cuda.value // 1000, cuda.value % 1000 // 10)
            about["gpus"], code = nvml_gpus(nvml, ctypes)
        finally:
            nvml.nvmlShutdown()
    if code and not about["gpus"]:
        about["fault"] = "NVML_ERROR_" + (NVML_ERRORS[code] if 0 < code < len(NVML_ERRORS) else "UNKNOWN")
    else:
        about["source"] = "nvml"


def is_open(work, deadline):
    """Whether a thread that an earlier probe left behind is still in a function when the time is over."""
    while any(work.__code__ == frame.f_code for top in sys._current_frames().values() for frame in callers(top)):
        if time.monotonic() > deadline:
            return True
        time.sleep(0.02)
    return False


def callers(frame):
    """A frame and those that called it."""
    while frame:
        yield frame
        frame = frame.f_back


def ask_proc(about):
    """The NVIDIA driver's own files, for where its library cannot be asked."""
    root = os.path.join(PROC, "driver", "nvidia")
    version = re.search(r"\s(\d{3,4}\.\d+(?:\.\d+)?)\s", read(os.path.join(root, "version")))
    if not version:
        return
    about["source"], about["driver"] = "proc", version.group(1)
    try:
        slots = sorted(os.listdir(os.path.join(root, "gpus")))[:MAX_GPUS]
    except OSError:
        slots = []
    for slot in slots:
        model = re.search(r"Model:\s*(.{1,100})", read(os.path.join(root, "gpus", slot, "information")))
        about["gpus"].append({"name": model.group(1).strip() if model else "NVIDIA GPU", "memory": None})


def look(answer, deadline):
    """What needs the disk or a driver, and so may hang: filled in piece by piece."""
    found, about = answer["distributions"], answer["accelerators"]
    homes = installed(found, answer["notes"], deadline)
    conda_installed(found)
    answer["configuredBackend"] = configured_backend()
    answer["pip"] = pip_on_path()
    answer["installer"] = installer()
    about["builtWith"] = built_with(homes)
    if is_open(ask_nvml, deadline):
        answer["notes"].append("the driver has not answered an earlier question")
    else:
        ask_nvml(about)
    if about["source"] == "none":
        ask_proc(about)
    for name, source in (("tensorflow-metal", "metal"), ("tensorflow-rocm", "rocm"), ("libtpu", "tpu")):
        if about["source"] == "none" and any(one.startswith(name) for one in found):
            about["source"] = source


def within(seconds, work):
    """Runs ``work`` in a thread of its own and waits so long; returns why it is not done, or None."""
    done, faults = _thread.allocate_lock(), []
    done.acquire()

    def run():
        try:
            work()
        except Exception as error:
            faults.append("%s: %s" % (type(error).__name__, error))
        finally:
            done.release()

    try:
        _thread.start_new_thread(run, ())
    except RuntimeError:  # Pyodide has no threads
        run()
    if not done.acquire(True, seconds):
        return "the disk or the driver did not answer within %g s" % seconds
    return faults[0][:MAX_TEXT] if faults else None


def host():
    """The hosted service, by the marks it leaves in the environment."""
    if "COLAB_RELEASE_TAG" in os.environ or "google.colab" in sys.modules:
        return "colab"
    return "kaggle" if "KAGGLE_KERNEL_RUN_TYPE" in os.environ else None


def probe(seconds=SECONDS):
    """The environment as plain data; what hangs is left to end by itself, and ``notes`` says so."""
    about = {"source": "none", "gpus": [], "driver": None, "driverCuda": None, "fault": None}
    about.update(tensorflowSees=tensorflow_sees(), builtWith={"cuda": None, "cudnn": None})
    answer = {
        "python": "%d.%d.%d" % tuple(sys.version_info[:3]),
        "platform": sys.platform,
        "machine": os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", ""),
        "distributions": {},
        "loaded": loaded_keras(),
        "configuredBackend": None,
        "pip": None,
        "installer": None,
        "variables": {name: os.environ.get(name) for name in VARIABLES},
        "accelerators": about,
        "host": host(),
        "notes": [],
    }
    fault = within(seconds, lambda: look(answer, time.monotonic() + seconds * 0.75))
    found = dict(answer["distributions"])
    notes = answer["notes"][:20] + [fault] * bool(fault)
    return dict(answer, distributions=[found[name] for name in sorted(found)], accelerators=dict(about), notes=notes)


class Answer:
    """Shows itself as the probe's JSON: one line of ASCII, which IPython's printer neither quotes, wraps nor cuts."""

    def __repr__(self):
        try:
            return json.dumps(probe())
        except Exception as error:
            return json.dumps({"error": ("%s: %s" % (type(error).__name__, error))[:MAX_TEXT]})


if __name__ == "__main__":
    sys.stdout.write(repr(Answer()) + "\n")
