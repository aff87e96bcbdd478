"""GPUs without a GPU: a stand-in for the driver's library, made-up ``/proc`` trees, and the plug-ins' distributions."""

import json
import os
import subprocess
import sys
import threading
import time
import types

import pytest
from conftest import PROBE, compile_library
from test_probe_distributions import install

from kernel import Kernel

KERNEL_MODULE = "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 01:15:15 UTC 2023\nGCC version: 12\n"
OPEN_MODULE = "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.15  Release Build  (dvs)  Thu Jan 23 2025\n"
INFORMATION = "Model: \t\t NVIDIA H100 80GB HBM3\nIRQ:   \t\t 18\nGPU UUID: \t GPU-1\n"
BUILD_INFO = """
build_info = collections.OrderedDict([('cpu_compiler', '/usr/lib/llvm-18/bin/clang'), ('cuda_compute_capabilities',
['sm_60', 'compute_90']), ('cuda_version', '12.5.1'), ('cudnn_version', '9'), ('is_cuda_build', True)])
"""


@pytest.fixture(scope="session")
def driver(tmp_path_factory):
    """A folder with the stand-in for libnvidia-ml."""
    folder = tmp_path_factory.mktemp("driver")
    compile_library("nvml_stub.c", folder / "libnvidia-ml.so.1")
    return folder


@pytest.fixture
def ask(driver, check_shape):
    """The accelerators that a new Python sees with that driver."""

    def run(**variables):
        env = dict(os.environ, LD_LIBRARY_PATH=str(driver), **{name: str(value) for name, value in variables.items()})
        output = subprocess.run([sys.executable, str(PROBE)], env=env, check=True, stdout=subprocess.PIPE).stdout
        return check_shape(json.loads(output.decode()))["accelerators"]

    return run


def test_one_gpu(ask):
    assert ask() == {
        "source": "nvml",
        "gpus": [{"name": "NVIDIA A100-SXM4-80GB", "memory": 81920}],
        "driver": "550.54.15",
        "driverCuda": "12.4",
        "fault": None,
        "tensorflowSees": None,
        "builtWith": {"cuda": None, "cudnn": None},
    }


@pytest.mark.parametrize("count", [8, 9])
def test_several_gpus(ask, count):
    assert len(ask(STUB_COUNT=count)["gpus"]) == count


def test_a_lost_gpu_is_left_out(ask):
    assert len(ask(STUB_COUNT=2, STUB_LOST=0)["gpus"]) == 1


def test_absurd_number_of_gpus_is_bounded(ask):
    assert len(ask(STUB_COUNT=4000000)["gpus"]) == 64


def test_slices_of_a_gpu_in_mig_mode(ask):
    gpus = ask(STUB_MIG=3)["gpus"]
    assert gpus == [{"name": "NVIDIA A100-SXM4-80GB MIG 1g.10gb", "memory": 9728}] * 3


def test_slices_with_a_name_beyond_ascii(ask):
    assert [gpu["name"] for gpu in ask(STUB_MIG=2, STUB_MIG_NAME="NVIDIA 加速卡 MIG 1g")["gpus"]] == ["NVIDIA 加速卡 MIG 1g"] * 2


def test_mig_mode_without_slices_has_nothing_to_use(ask):
    assert ask(STUB_MIG=0)["gpus"] and ask(STUB_COUNT=0)["gpus"] == []


def test_memory_that_the_driver_does_not_tell(ask):
    assert ask(STUB_NO_MEMORY=1)["gpus"][0]["memory"] is None


def test_name_in_odd_bytes(ask):
    assert ask(STUB_NAME="<b>GPU\udcff</b>")["gpus"][0]["name"] == "<b>GPU\ufffd</b>"


def test_name_without_an_end_is_cut_at_its_buffer(ask):
    assert ask(STUB_NAME_WITHOUT_END=1)["gpus"][0]["name"] == "A" * 128


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (9, "NVML_ERROR_DRIVER_NOT_LOADED"),
        (18, "NVML_ERROR_LIB_RM_VERSION_MISMATCH"),
        (15, "NVML_ERROR_GPU_IS_LOST"),
        (999, "NVML_ERROR_UNKNOWN"),
    ],
)
def test_faults_by_name(ask, code, name):
    about = ask(STUB_INIT=code)
    assert (about["source"], about["fault"], about["gpus"]) == ("none", name, [])


@pytest.mark.parametrize("failing", ["STUB_COUNT_FAILS", "STUB_HANDLE_FAILS"])
def test_library_that_begins_and_then_fails(ask, failing):
    about = ask(STUB_COUNT=2, **{failing: 15})
    assert (about["source"], about["fault"], about["gpus"]) == ("none", "NVML_ERROR_GPU_IS_LOST", [])


def test_driver_that_keeps_its_version_to_itself(ask):
    about = ask(STUB_NO_DRIVER=1, STUB_CUDA=-1)
    assert (about["source"], about["driver"], about["driverCuda"], len(about["gpus"])) == ("nvml", None, None, 1)


@pytest.mark.parametrize("failing", ["STUB_COUNT", "STUB_COUNT_FAILS"])
def test_closes_what_it_opened(ask, tmp_path, failing):
    log = tmp_path / "log"
    ask(STUB_LOG=log, **{failing: 1})
    assert log.read_text() == "shutdown\n"


def test_driver_that_hangs_is_left_behind(driver, probe, check_shape, monkeypatch):
    probe.NVML = str(driver / "libnvidia-ml.so.1")
    monkeypatch.setenv("STUB_HANG", "3")
    answer = check_shape(probe.probe(seconds=0.5))
    assert answer["notes"] == ["the disk or the driver did not answer within 0.5 s"]
    assert answer["python"] == "%d.%d.%d" % sys.version_info[:3]


def test_driver_that_hangs_is_asked_once(driver, probe, check_shape, monkeypatch):
    probe.NVML = str(driver / "libnvidia-ml.so.1")
    monkeypatch.setenv("STUB_HANG", "4")
    probe.probe(seconds=0.3)
    threads = len(sys._current_frames())
    for _ in range(3):
        answer = check_shape(probe.probe(seconds=0.3))
        assert answer["notes"] == ["the driver has not answered an earlier question"]
    assert len(sys._current_frames()) == threads


def test_question_to_the_driver_that_is_under_way_is_waited_for(driver, probe, monkeypatch):
    probe.NVML = str(driver / "libnvidia-ml.so.1")
    monkeypatch.setenv("STUB_HANG", "1")
    other = threading.Thread(target=probe.ask_nvml, args=[{"gpus": []}])
    other.start()
    time.sleep(0.2)
    monkeypatch.delenv("STUB_HANG")
    assert probe.probe(seconds=5)["accelerators"]["source"] == "nvml"
    other.join()


def test_library_without_the_functions(probe, proc, check_shape):
    proc(KERNEL_MODULE)
    probe.NVML = "libm.so.6"
    about = check_shape(probe.probe())["accelerators"]
    assert (about["source"], about["fault"], len(about["gpus"])) == ("proc", "NVML_ERROR_FUNCTION_NOT_FOUND", 1)


MIG = ["nvmlDeviceGetMigMode", "nvmlDeviceGetMaxMigDeviceCount", "nvmlDeviceGetMigDeviceHandleByIndex"]


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        (["nvmlSystemGetCudaDriverVersion_v2"], ("nvml", None, None, 2)),
        (MIG, ("nvml", "12.4", None, 1)),
        (MIG[1:], ("nvml", "12.4", None, 0)),
        (["nvmlDeviceGetMemoryInfo"], ("nvml", "12.4", None, 2)),
        (["nvmlDeviceGetCount_v2"], ("none", "12.4", "NVML_ERROR_FUNCTION_NOT_FOUND", 0)),
        (["nvmlDeviceGetHandleByIndex_v2"], ("none", "12.4", "NVML_ERROR_FUNCTION_NOT_FOUND", 0)),
    ],
)
def test_driver_that_is_older_than_a_function(probe, check_shape, tmp_path, monkeypatch, missing, told):
    probe.PROC, probe.NVML = str(tmp_path), str(tmp_path / "libold.so")
    compile_library("nvml_stub.c", probe.NVML, *("-D%s=gone_%s" % (name, name) for name in missing))
    monkeypatch.setenv("STUB_MIG", "2")
    answer = check_shape(probe.probe())
    about = answer["accelerators"]
    assert (about["source"], about["driverCuda"], about["fault"], len(about["gpus"])) == told
    assert answer["notes"] == []


def test_leaves_nothing_open_in_a_kernel(any_kernel_command, expression, driver):
    files = "sorted(__import__('os').listdir('/proc/self/fd'))"
    with Kernel(any_kernel_command, expression, env={"LD_LIBRARY_PATH": str(driver)}) as kernel:
        before = kernel.evaluate(files)
        assert kernel.probe()["accelerators"]["source"] == "nvml"
        assert kernel.evaluate(files) == before


@pytest.fixture
def proc(probe, tmp_path):
    """A ``/proc`` for the probe alone, on a machine without the driver's library."""
    probe.PROC, probe.NVML = str(tmp_path / "proc"), "libnvidia-ml-is-not-here.so.1"

    def write(version, cards=1):
        root = tmp_path / "proc" / "driver" / "nvidia"
        for card in range(cards):
            (root / "gpus" / ("0000:%02d:00.0" % card)).mkdir(parents=True)
            (root / "gpus" / ("0000:%02d:00.0" % card) / "information").write_text(INFORMATION)
        root.mkdir(parents=True, exist_ok=True)
        (root / "version").write_text(version)

    return write


@pytest.mark.parametrize(("version", "driver"), [(KERNEL_MODULE, "535.104.05"), (OPEN_MODULE, "570.86.15")])
def test_driver_without_its_library(probe, proc, check_shape, version, driver):
    proc(version)
    about = check_shape(probe.probe())["accelerators"]
    assert (about["source"], about["driver"]) == ("proc", driver)
    assert about["gpus"] == [{"name": "NVIDIA H100 80GB HBM3", "memory": None}]


def test_library_and_driver_of_different_versions(probe, proc, driver, monkeypatch):
    """As after an upgrade of the driver without a restart: the library refuses, the kernel module still tells."""
    proc(KERNEL_MODULE, cards=2)
    probe.NVML = str(driver / "libnvidia-ml.so.1")
    monkeypatch.setenv("STUB_INIT", "18")
    about = probe.probe()["accelerators"]
    assert about["fault"] == "NVML_ERROR_LIB_RM_VERSION_MISMATCH"
    assert (about["source"], about["driver"], len(about["gpus"])) == ("proc", "535.104.05", 2)


@pytest.mark.parametrize("version", ["", "nonsense", "NVRM version: ?\n"])
def test_proc_that_says_nothing(probe, proc, version):
    proc(version, cards=0)
    assert probe.probe()["accelerators"]["source"] == "none"


@pytest.fixture
def site(probe, tmp_path, monkeypatch):
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [str(folder)])
    probe.PROC, probe.NVML = str(tmp_path), "libnvidia-ml-is-not-here.so.1"
    return folder


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("tensorflow-metal", "metal"),
        ("tensorflow-rocm", "rocm"),
        ("libtpu", "tpu"),
        ("libtpu-nightly", "tpu"),
        ("tensorflow", "none"),
    ],
)
def test_plugins_by_their_distribution(probe, site, name, source):
    install(site, name, "1.0")
    about = probe.probe()["accelerators"]
    assert (about["source"], about["gpus"]) == (source, [])


def test_cuda_that_tensorflow_was_built_with(probe, site):
    install(site, "tensorflow", "2.19.0")
    install(site, "nvidia-cudnn-cu12", "8.9.7.29")
    place = site / "tensorflow" / "python" / "platform"
    place.mkdir(parents=True)
    (place / "build_info.py").write_text(BUILD_INFO)
    answer = probe.probe()
    assert answer["accelerators"]["builtWith"] == {"cuda": "12.5.1", "cudnn": "9"}
    assert {"name": "nvidia-cudnn-cu12", "version": "8.9.7.29", "requires": []} in answer["distributions"]


def test_tensorflow_for_the_cpu_was_built_without(probe, site):
    install(site, "tensorflow-cpu", "2.16.2")
    place = site / "tensorflow" / "python" / "platform"
    place.mkdir(parents=True)
    (place / "build_info.py").write_text("build_info = collections.OrderedDict([('is_cuda_build', False)])")
    assert probe.probe()["accelerators"]["builtWith"] == {"cuda": None, "cudnn": None}


def test_windows_subsystem_for_linux_has_a_library_and_no_proc(probe, driver, tmp_path, check_shape, monkeypatch):
    probe.PROC, probe.NVML = str(tmp_path / "no-proc"), str(driver / "libnvidia-ml.so.1")
    monkeypatch.setenv("WSL_DISTRO_NAME", "Ubuntu")
    monkeypatch.setenv("STUB_NAME", "NVIDIA GeForce RTX 4090 Laptop GPU")
    about = check_shape(probe.probe())["accelerators"]
    assert (about["source"], [one["name"] for one in about["gpus"]]) == ("nvml", ["NVIDIA GeForce RTX 4090 Laptop GPU"])


class Device:
    """Stands in for TensorFlow's PhysicalDevice."""

    def __init__(self, device_type):
        self.device_type = device_type


@pytest.mark.parametrize(
    ("devices", "sees"),
    [
        (None, None),
        ([], 0),
        ([Device("CPU")], 0),
        ([Device("CPU"), Device("GPU"), Device("GPU"), Device("XLA_GPU")], 2),
        ([Device("CPU"), Device("TPU"), object()], 1),
        ("nonsense", None),
    ],
)
def test_devices_that_tensorflow_has_listed_are_counted(probe, check_shape, monkeypatch, devices, sees):
    """A double: no TensorFlow here sees a GPU. The real one, which lists none, is asked in test_probe_tensorflow."""
    context = types.ModuleType("tensorflow.python.eager.context")
    context._context = types.SimpleNamespace(_physical_devices=devices)
    monkeypatch.setitem(sys.modules, context.__name__, context)
    assert check_shape(probe.probe())["accelerators"]["tensorflowSees"] == sees


def test_tensorflow_for_the_cpu_beside_a_gpu(probe, site, driver, check_shape):
    install(site, "tensorflow-cpu", "2.16.2")
    probe.NVML = str(driver / "libnvidia-ml.so.1")
    answer = check_shape(probe.probe())
    assert [one["name"] for one in answer["distributions"]] == ["tensorflow-cpu"]
    assert len(answer["accelerators"]["gpus"]) == 1
