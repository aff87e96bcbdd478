"""What the probe finds on ``sys.path``, in good order and in bad."""

import os
import sys
import threading
import zipfile

import pytest

HEAD = "Metadata-Version: 2.1\nName: {0}\nVersion: {1}\n"


def install(site, name, version, extra="", folder=None, file="METADATA"):
    place = site / (folder or "%s-%s.dist-info" % (name.replace("-", "_"), version))
    place.mkdir(parents=True)
    (place / file).write_bytes((HEAD.format(name, version) + extra).encode())
    return place


@pytest.fixture
def site(tmp_path, monkeypatch):
    """An empty folder that is the only one on ``sys.path``."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [str(folder)])
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    return folder


@pytest.fixture
def found(probe, check_shape):
    """Runs the probe; gives the distributions by name, and the notes."""

    def run(**options):
        answer = check_shape(probe.probe(**options))
        return {one["name"]: one for one in answer["distributions"]}, answer["notes"]

    return run


def versions(found):
    return {name: one["version"] for name, one in found.items()}


def test_reads_name_version_and_what_matters_of_the_requirements(site, found):
    lines = "Requires-Dist: keras >=3.0.0\nRequires-Dist: six\nRequires-Dist: Tf_Keras~=2.16.0 ; extra == 'x'\n"
    install(site, "tensorflow", "2.16.2", lines + "\nRequires-Dist: numpy (in the description)\n")
    install(site, "six", "1.17")
    assert found() == (
        {
            "tensorflow": {
                "name": "tensorflow",
                "version": "2.16.2",
                "requires": ["keras >=3.0.0", "Tf_Keras~=2.16.0 ; extra == 'x'"],
            }
        },
        [],
    )


NAMES = """
tensorflow tensorflow-cpu tensorflow-intel tensorflow-macos tensorflow-rocm tensorflow-metal tf-nightly
intel-tensorflow intel-extension-for-tensorflow keras tf-keras keras-nightly tf-keras-nightly keras-hub keras-nlp
keras-cv keras-tuner tensorflow-hub tensorflow-text tensorflow-probability tensorflow-datasets tensorflow-addons
tensorflow-recommenders tensorflow-decision-forests tensorflow-model-optimization tensorflow-io tensorflowjs
tf-agents transformers ydf numpy protobuf ml-dtypes h5py setuptools typing-extensions jax jaxlib torch
nvidia-cudnn-cu12 nvidia-cuda-runtime-cu11 jupyterlab notebook ipykernel ipython ipywidgets anywidget
"""


@pytest.mark.parametrize("name", NAMES.split())
def test_knows_the_names_that_matter(site, found, name):
    install(site, name, "1.0")
    assert versions(found()[0]) == {name: "1.0"}


def test_leaves_others_unopened(site, probe, found, monkeypatch):
    install(site, "pandas", "2.0")
    install(site, "numpydoc", "2.0")
    opened = []
    read = os.open
    monkeypatch.setattr(probe.os, "open", lambda path, *rest: opened.append(str(path)) or read(path, *rest))
    assert found()[0] == {}
    assert not [path for path in opened if "pandas" in path]


@pytest.mark.parametrize("folder", ["Tf_Keras-2.16.0.dist-info", "tf-keras-2.16.0.dist-info", "TF.Keras-2.16.0.dist-info"])
def test_odd_spelling(site, found, folder):
    install(site, "Tf_Keras", "2.16.0", folder=folder)
    assert versions(found()[0]) == {"tf-keras": "2.16.0"}


def test_first_on_the_path_wins(site, found, tmp_path):
    install(site, "keras", "3.15.1")
    install(tmp_path / "later", "keras", "2.15.0")
    sys.path.append(str(tmp_path / "later"))
    assert versions(found()[0]) == {"keras": "3.15.1"}


def test_newest_of_two_in_one_folder_wins_and_is_told(site, found):
    old, new = install(site, "keras", "2.15.0"), install(site, "keras", "3.15.1")
    os.utime(str(old), (1, 1))
    os.utime(str(new), (2, 2))
    assert versions(found()[0]) == {"keras": "3.15.1"}
    os.utime(str(old), (3, 3))
    result, notes = found()
    assert versions(result) == {"keras": "2.15.0"}
    assert notes == ["keras is installed twice in one folder"]


def test_copy_with_metadata_beats_a_leftover(site, found):
    install(site, "keras", "2.15.0")
    (site / "keras-3.15.1.dist-info").mkdir()
    result, notes = found()
    assert versions(result) == {"keras": "2.15.0"}
    assert "no METADATA in keras-3.15.1.dist-info" in notes


def test_missing_metadata_falls_back_on_the_folder(site, found):
    (site / "tf_keras-2.16.0.dist-info").mkdir()
    result, notes = found()
    assert versions(result) == {"tf-keras": "2.16.0"}
    assert notes == ["no METADATA in tf_keras-2.16.0.dist-info"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"nonsense", b"Name:\nVersion:\n", b"\n\n\n", b": : :\n"])
def test_broken_metadata_falls_back_on_the_folder(site, found, content):
    (site / "keras-3.15.1.dist-info").mkdir()
    (site / "keras-3.15.1.dist-info" / "METADATA").write_bytes(content)
    assert versions(found()[0]) == {"keras": "3.15.1"}


def test_metadata_of_10_mb_is_read_at_its_head(site, found):
    install(site, "keras", "3.15.1", "Requires-Dist: numpy\n\n" + "x" * 10_000_000)
    install(site, "h5py", "3", "Requires-Dist: numpy\n" * 500_000)
    result, _ = found()
    assert result["keras"]["requires"] == ["numpy"]
    assert len(result["h5py"]["requires"]) == 200


def test_hostile_version_stays_text(site, found):
    install(site, "keras", '"><img src=x onerror=alert(1)>', folder="keras-3.dist-info")
    assert versions(found()[0]) == {"keras": '"><img src=x onerror=alert(1)>'}


def test_endless_version_is_cut(site, found):
    install(site, "keras", "3" * 100_000, folder="keras-3.dist-info")
    assert len(found()[0]["keras"]["version"]) == 300


@pytest.mark.skipif(os.name != "posix", reason="named pipes are POSIX")
def test_named_pipe_does_not_hold_it(site, found):
    (site / "keras-3.15.1.dist-info").mkdir()
    os.mkfifo(str(site / "keras-3.15.1.dist-info" / "METADATA"))
    assert found()[1] == ["no METADATA in keras-3.15.1.dist-info"]


def test_windows_line_ends(site, found):
    place = install(site, "keras", "3.15.1")
    (place / "METADATA").write_bytes(b"Name: keras\r\nVersion: 3.15.1\r\nRequires-Dist: numpy\r\n\r\nRequires-Dist: h5py\r\n")
    assert found()[0]["keras"]["requires"] == ["numpy"]


def test_zip_import(site, found, tmp_path):
    archive = tmp_path / "packages.zip"
    with zipfile.ZipFile(str(archive), "w") as packages:
        packages.writestr("keras/__init__.py", "")
        packages.writestr("keras-3.15.1.dist-info/METADATA", HEAD.format("keras", "3.15.1") + "Requires-Dist: numpy\n")
    sys.path.append(str(archive))
    __import__("importlib").util.find_spec("keras")
    assert found()[0] == {"keras": {"name": "keras", "version": "3.15.1", "requires": ["numpy"]}}


def test_editable_installs(site, found, tmp_path):
    install(site, "keras", "3.99.dev0")
    (site / "__editable__.keras-3.99.dev0.pth").write_text(str(tmp_path / "source"))
    install(tmp_path / "old", "tf-keras", "2.99", folder="tf_keras.egg-info", file="PKG-INFO")
    (site / "easy-install.pth").write_text(str(tmp_path / "old"))
    sys.path.append(str(tmp_path / "old"))
    assert versions(found()[0]) == {"keras": "3.99.dev0", "tf-keras": "2.99"}


def test_egg_info_file(site, found):
    (site / "h5py-3.11.0-py3.8.egg-info").write_text(HEAD.format("h5py", "3.11.0"))
    assert versions(found()[0]) == {"h5py": "3.11.0"}


def test_conda_records_fill_what_has_no_metadata(site, found, tmp_path):
    install(site, "keras", "3.15.1")
    records = tmp_path / "conda-meta"
    records.mkdir()
    for record in ["tensorflow-2.16.1-cpu_py311h0_0", "keras-2.15.0-pyhd8_0", "ca-certificates-2024.2.2-h0_0"]:
        (records / (record + ".json")).write_text("{}")
    (records / "history").write_text("")
    assert versions(found()[0]) == {"keras": "3.15.1", "tensorflow": "2.16.1"}


def test_5000_distributions(site, found):
    for number in range(5000):
        (site / ("package_%d-1.0.dist-info" % number)).mkdir()
    install(site, "keras", "3.15.1")
    assert (versions(found()[0]), found()[1]) == ({"keras": "3.15.1"}, [])


def test_too_many_that_matter_are_left_out_and_told(site, found):
    for number in range(1200):
        install(site, "nvidia-part-%d" % number, "1")
    result, notes = found(seconds=60)
    assert len(result) == 1000
    assert notes == ["too many distributions or too slow a disk; the rest of sys.path was not read"]


def test_long_path_is_read_in_part_and_told(site, found, tmp_path):
    sys.path[:] = [str(tmp_path / ("folder-%d" % number)) for number in range(300)]
    assert found() == ({}, ["sys.path has 302 entries; the first 200 were read"])


def test_huge_folder_is_read_in_part_and_told(site, probe, found):
    probe.MAX_ENTRIES = 10
    for number in range(20):
        (site / ("file-%d" % number)).write_text("")
    assert found() == ({}, ["a folder on sys.path has more than 10 entries; the rest was not read"])


def test_unreadable_folder_is_passed_over(site, probe, found, tmp_path, monkeypatch):
    install(tmp_path / "closed", "keras", "1")
    install(site, "h5py", "3")
    sys.path.insert(0, str(tmp_path / "closed"))
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(probe.os, "scandir", refuse)
    assert versions(found()[0]) == {"h5py": "3"}


def test_slow_disk_gives_what_was_found_in_time(site, probe, found, tmp_path, monkeypatch):
    install(site, "keras", "3.15.1")
    for name in ["a", "b"]:
        install(tmp_path / name, "h5py", "3")
        sys.path.append(str(tmp_path / name))
    clock = iter([0.0, 0.1] + [9.0] * 50)
    monkeypatch.setattr(probe.time, "monotonic", lambda: next(clock))
    result, notes = found()
    monkeypatch.undo()
    assert versions(result) == {"keras": "3.15.1"}
    assert "too many distributions or too slow a disk; the rest of sys.path was not read" in notes


def test_hanging_disk_is_left_behind(site, probe, found, tmp_path, monkeypatch):
    install(site, "keras", "3.15.1")
    sys.path.append(str(tmp_path / "hangs"))
    wakes, scandir = threading.Event(), os.scandir

    def hang(path):
        if str(path).endswith("hangs"):
            wakes.wait(20)
        return scandir(path)

    monkeypatch.setattr(probe.os, "scandir", hang)
    result, notes = found(seconds=0.3)
    wakes.set()
    assert versions(result) == {"keras": "3.15.1"}
    assert notes == ["the disk or the driver did not answer within 0.3 s"]


def test_without_threads_as_in_pyodide(site, probe, found, monkeypatch):
    def refuse(*_):
        raise RuntimeError("can't start new thread")

    install(site, "keras", "3.15.1")
    monkeypatch.setattr(probe._thread, "start_new_thread", refuse)
    assert found() == ({"keras": {"name": "keras", "version": "3.15.1", "requires": []}}, [])


@pytest.mark.parametrize(
    ("content", "backend"),
    [('{"floatx": "float32", "backend": "jax"}', "jax"), ("{}", None), ("not json", None), ('{"backend": 3}', None)],
)
def test_backend_of_the_users_file(site, probe, tmp_path, monkeypatch, content, backend):
    (tmp_path / "keras.json").write_text(content)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    assert probe.probe()["configuredBackend"] == backend
