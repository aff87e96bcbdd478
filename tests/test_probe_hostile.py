"""The probe answers rightly, or says why not, whatever the user did to the kernel."""

import sys
import time
from queue import Empty

import pytest
from conftest import compile_library, kernel_python

from kernel import Kernel

SHADOWS = """
json = os = sys = re = time = print = str = int = len = open = type = list = dict = set = tuple = object = 0
exec = compile = eval = getattr = isinstance = sorted = max = min = any = repr = bool = Exception = OSError = 0
__import__ = __name__ = _thread = importlib = probe = Answer = space = own = c = 0
"""

NO_BUILTINS = "__builtins__ = {}"

PATCHED_BUILTINS = """
import builtins, io
def boom(*args, **kwargs):
    raise RuntimeError("patched")
for name in "print open round oct hex pow".split():
    setattr(builtins, name, boom)
io.open = boom
"""

ODD_DISPLAY = """
get_ipython().display_formatter.formatters['text/plain'].for_type(str, lambda text, p, cycle: p.text('shadowed'))
get_ipython().display_formatter.formatters['text/plain'].for_type(dict, lambda text, p, cycle: p.text('shadowed'))
%pprint
"""

ODD_PATH = """
import sys, pathlib
sys.path[:0] = [None, 3, b'bytes', pathlib.Path('/'), 'null\\0byte', '/no/such/folder', '/etc/hostname', '/proc/1/root']
"""


def names(answer):
    return [(one["name"], one["version"]) for one in answer["distributions"]]


def test_answers_the_same_after_each(any_kernel, check_shape):
    expected = names(any_kernel.probe())
    for code in [ODD_PATH, ODD_DISPLAY, PATCHED_BUILTINS, SHADOWS, NO_BUILTINS]:
        assert any_kernel.run(code)["status"] == "ok", code
        assert names(check_shape(any_kernel.probe())) == expected, code


MARKER = "open({0!r}, 'w').close()\nraise RuntimeError('imported')\n"


TRAPS = "json importlib tensorflow keras numpy ctypes zipfile re os sys time _thread probe platform"


@pytest.fixture
def trap(tmp_path):
    """A working folder whose modules would tell that they were imported."""
    folder, marker = tmp_path / "work", tmp_path / "imported"
    folder.mkdir()
    for name in TRAPS.split():
        (folder / (name + ".py")).write_text(MARKER.format(str(marker)))
    return folder, marker


def test_imports_nothing_from_the_working_folder(any_kernel_command, expression, check_shape, tmp_path, trap):
    folder, marker = trap
    with Kernel(any_kernel_command, expression, cwd=str(tmp_path)) as kernel:
        kernel.run("import os, sys; os.chdir(%r); sys.path.insert(0, '')" % str(folder))
        kernel.run("for name in ['ctypes', 'zipfile']: sys.modules.pop(name, None)")
        check_shape(kernel.probe())
    assert not marker.exists()


def test_knows_a_file_called_tensorflow_from_the_real_one(new_kernel, tmp_path):
    (tmp_path / "tensorflow.py").write_text("keras = 'no Keras'; __version__ = '9.9'")
    (tmp_path / "keras.py").write_text("__version__ = '9.9'")
    new_kernel.run("import tensorflow, keras")
    loaded = new_kernel.probe()["loaded"]
    assert loaded == {
        "tensorflow": False,
        "keras": False,
        "tfKeras": None,
        "tfKerasPath": None,
        "tfKerasBroken": False,
        "backend": None,
        "versions": {"tensorflow": None, "keras": None, "tf_keras": None, "numpy": None},
    }


def test_survives_objects_in_place_of_modules(new_kernel, check_shape):
    new_kernel.run(
        "import sys\n"
        "class Evil:\n"
        "    def __getattribute__(self, name): raise SystemError(name)\n"
        "for name in ['tensorflow', 'keras', 'tensorflow.keras', 'tensorflow.python.eager.context',\n"
        "             'keras.src.backend.config']: sys.modules[name] = Evil()\n"
    )
    assert check_shape(new_kernel.probe())["loaded"]["tensorflow"] is False


@pytest.mark.parametrize(("version", "told"), [("object()", None), ("'2' * 1000", "2" * 300), ("'2.16.0'", "2.16.0")])
def test_release_of_a_package_is_read_as_text_or_not_at_all(new_kernel, check_shape, version, told):
    new_kernel.run("import sys; tf_keras = sys.modules['tf_keras'] = type(sys)('tf_keras'); tf_keras.__path__ = []")
    new_kernel.run("tf_keras.__version__ = " + version)
    assert check_shape(new_kernel.probe())["loaded"]["versions"]["tf_keras"] == told


def test_sitecustomize_that_prints(expression, check_shape, tmp_path):
    (tmp_path / "sitecustomize.py").write_text("print('hello')")
    with Kernel(kernel_python("ipykernel-7"), expression, env={"PYTHONPATH": str(tmp_path)}) as kernel:
        check_shape(kernel.probe())


def test_hook_that_fails_stays_the_users_matter(new_kernel, check_shape):
    new_kernel.run("def hook(): raise ValueError('hook')\nget_ipython().events.register('post_execute', hook)")
    check_shape(new_kernel.probe())


EXITS_FROM_THE_SECOND_TIME_ON = """
import sys
calls = []
def hook():
    calls.append(1)
    if len(calls) > 1:
        sys.exit(3)
get_ipython().events.register('post_execute', hook)
"""


def test_hook_that_exits_ends_the_kernel_as_at_any_cell(expression):
    """IPython runs its hooks before it looks at expressions, so that nothing can be done; and nobody asks again."""
    for ask in (lambda kernel: kernel.probe(timeout=4), lambda kernel: kernel.reply(kernel.client.execute("1"), 4)):
        with Kernel(kernel_python("ipykernel-7"), expression) as kernel:
            assert kernel.run(EXITS_FROM_THE_SECOND_TIME_ON)["status"] == "ok"
            with pytest.raises(Empty):
                ask(kernel)
            assert not kernel.manager.is_alive()


def test_blocked_event_loop_is_waited_for(new_kernel, check_shape):
    """A callback keeps the loop busy after its cell has ended: the kernel calls itself idle and answers late, but rightly."""
    expected = names(new_kernel.probe())
    new_kernel.run("import asyncio, time; blocked = []")
    new_kernel.run("asyncio.get_event_loop().call_soon(lambda: (time.sleep(1), blocked.append(True)))")
    assert names(check_shape(new_kernel.probe())) == expected
    assert new_kernel.evaluate("blocked")["data"]["text/plain"] == "[True]"


def test_subshell_answers_beside_a_blocked_event_loop(new_kernel, check_shape):
    new_kernel.run("import asyncio, time")
    subshell = new_kernel.control("create_subshell_request", {})["subshell_id"]
    new_kernel.run("asyncio.get_event_loop().call_soon(time.sleep, 20)")
    check_shape(new_kernel.probe(subshell=subshell, allow_stdin=True, timeout=10))


def test_importer_that_hangs_is_left_behind(any_kernel, check_shape):
    """The driver is asked through ctypes, whose search may meet an importer of the user's."""
    any_kernel.run(
        "import sys, time\n"
        "def slow(path):\n"
        "    if path == 'hangs': time.sleep(20)\n"
        "    raise ImportError(path)\n"
        "sys.path_hooks.insert(0, slow); sys.path.insert(0, 'hangs'); kept = sys.modules.pop('ctypes', None)"
    )
    started = time.monotonic()
    answer = check_shape(any_kernel.probe(timeout=15))
    assert time.monotonic() - started < 15
    assert "ipython" in dict(names(answer))
    assert answer["notes"] == ["the disk or the driver did not answer within 2 s"]


@pytest.mark.skipif(sys.platform != "linux", reason="LD_PRELOAD is Linux's")
def test_file_system_that_hangs_is_left_behind(any_kernel_command, expression, check_shape, tmp_path):
    compile_library("slow_disk.c", tmp_path / "slow_disk.so")
    (tmp_path / "HANGS").mkdir()
    with Kernel(any_kernel_command, expression, env={"LD_PRELOAD": str(tmp_path / "slow_disk.so")}) as kernel:
        kernel.run("kept = 42; import sys; sys.path.append(%r)" % str(tmp_path / "HANGS"))
        answer = check_shape(kernel.probe(timeout=15))
        assert "ipython" in dict(names(answer))
        assert answer["notes"] == ["the disk or the driver did not answer within 2 s"]
        assert kernel.evaluate("kept", timeout=5)["data"]["text/plain"] == "42"


def test_driver_that_hangs_is_left_behind_and_not_asked_again(expression, check_shape, tmp_path):
    compile_library("nvml_stub.c", tmp_path / "libnvidia-ml.so.1")
    env = {"LD_LIBRARY_PATH": str(tmp_path), "STUB_HANG": "60"}
    with Kernel(kernel_python("ipykernel-7"), expression, env=env) as kernel:
        kernel.run("kept = 42")
        assert check_shape(kernel.probe(timeout=15))["notes"] == ["the disk or the driver did not answer within 2 s"]
        assert check_shape(kernel.probe(timeout=15))["notes"] == ["the driver has not answered an earlier question"]
        assert kernel.evaluate("kept", timeout=5)["data"]["text/plain"] == "42"


@pytest.mark.parametrize(
    ("variable", "host"), [("COLAB_RELEASE_TAG", "colab"), ("KAGGLE_KERNEL_RUN_TYPE", "kaggle"), ("HOST", None)]
)
def test_marks_of_the_host(probe, monkeypatch, variable, host):
    for name in ["COLAB_RELEASE_TAG", "KAGGLE_KERNEL_RUN_TYPE"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, "x")
    assert probe.probe()["host"] == host


def test_variables_are_read_as_they_are_now(any_kernel):
    any_kernel.run("import os; os.environ['TF_USE_LEGACY_KERAS'] = '\"1\"'; os.environ['KERAS_BACKEND'] = 'jax'")
    variables = any_kernel.probe()["variables"]
    assert variables["TF_USE_LEGACY_KERAS"] == '"1"'
    assert variables["KERAS_BACKEND"] == "jax"
    assert variables["CUDA_VISIBLE_DEVICES"] is None


def test_600_distributions_come_whole(any_kernel, tmp_path):
    site = tmp_path / "site"
    for number in range(600):
        folder = site / ("nvidia_part_%d-1.%d.dist-info" % (number, number))
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text("Name: nvidia-part-%d\nVersion: 1.%d\n" % (number, number))
    any_kernel.run("import sys; sys.path.append(%r)" % str(site))
    found = names(any_kernel.probe())
    assert [("nvidia-part-%d" % number, "1.%d" % number) for number in range(600)] == sorted(
        (one for one in found if one[0].startswith("nvidia-part")), key=lambda one: int(one[0][12:])
    )
