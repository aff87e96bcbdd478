"""Records what `packaging` (the library inside pip) says about PEP 440 and PEP 508 texts.

    python proofs/pins/record_packaging.py

writes `packaging.json` beside this file; `version.spec.ts` and `requirement.spec.ts` compare with it.
The texts are those of PEP 440, PEP 508 and packaging's own tests, and of the metadata of the packages known.
"""

import json
import pathlib

import packaging
from packaging.markers import Marker
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

# In the order of PEP 440.
ORDERED = [
    "1.0.dev456",
    "1.0a1",
    "1.0a2.dev456",
    "1.0a12.dev456",
    "1.0a12",
    "1.0b1.dev456",
    "1.0b2",
    "1.0b2.post345.dev456",
    "1.0b2.post345",
    "1.0rc1.dev456",
    "1.0rc1",
    "1.0",
    "1.0+abc.5",
    "1.0+abc.7",
    "1.0+5",
    "1.0.post456.dev34",
    "1.0.post456",
    "1.0.15",
    "1.1.dev1",
    "1!1.0.dev456",
    "1!1.0a1",
    "1!1.0",
    "1!1.0.post456",
]

VERSIONS = [
    *ORDERED,
    *[
        "1",
        "1.0.0",
        "v1.0",
        "1.0.post1",
        "1.0.post2",
        "1.0-1",
        "1.1",
        "1.1.post1",
        "1.10",
        "1.7",
        "1.7.0.post1",
        "1.7.1",
        "2.0",
        "2.0.0",
        "2.0+deadbeef",
        "2.0.post1",
        "2.2",
        "2.2.0",
        "2.2.1",
        "2.3",
        "2.15.0.post1",
        "2.15.1",
        "2.16.0rc0",
        "2.16.1",
        "2.16.2",
        "2.17.0",
        "2.20.0",
        "2.4.1+cpu",
        "3",
        "3.0.0",
        "3.20.3",
        "4.21.1",
        "4.25.9",
        "5.0.0.dev1",
        "5.0.0rc1",
        "5.29.6",
        "0.1",
        "2013.10",
        "2!1.0",
    ],
]

SPECIFIERS = (
    """
    |==1.0|==1.0.*|==1.*|!=1.0|!=1.0.*|>1.0|<1.0|>=1.0|<=1.0|~=1.0|~=2.2.0|~=2.2|~=2.2.post3|~=1.0a1|>1.0.post1
    |<1.0rc1|<1.0.post2|>1.7|>1.7.post2|>1.7.0|<2.0|<2.0.post1|>2.0|===1.0|===1.0.0|===foobar|==2.0+deadbeef|==2.0
    |!=2.0+deadbeef|<=2.0|>=2.16.0rc0,<2.17|<5.0.0dev,>=3.20.3|==1!1.*|>=1!0|~=2.16.1|~=2.16|==2.4.1|==2.4.1+cpu
    |<2.16,>=2.15|==2.16.*,!=2.16.1|>=1.0.dev0|>1.0.dev0|<1.1|<1.1.dev2|==1.0-1|<= 1.0 , > 0.1|>0.1.dev1|==3.0.*
    |==2.2.0.*|>=3.*|~=1|==1.0.*.1|=>1|==|>=1.0+x|1.0|~=1.0.*|==1.0.dev1.*|<1|>1|<1!1|!=2.16.1,>=2.16,<2.18
    |!=4.21.0,!=4.21.1,!=4.21.2,<5.0.0dev,>=3.20.3|<2.1.0,>=1.26.0|~=2.16.0|==2.16.2|==1.0rc1|<2.16.0rc1
""".replace("\n    ", "")
    .replace("\n", "")
    .split("|")
)

REQUIREMENTS = [
    # PEP 508
    "A",
    "A.B-C_D",
    "aa",
    "name",
    "name<=1",
    "name>=3",
    "name>=3,<2",
    "name@http://foo.com",
    "name [fred,bar] @ http://foo.com ; python_version=='2.7'",
    "name[quux, strange];python_version<'2.7' and platform_version=='2'",
    "name; os_name=='a' or os_name=='b'",
    "name; os_name=='a' and os_name=='b' or os_name=='c'",
    "name; os_name=='a' and (os_name=='b' or os_name=='c')",
    "name; os_name=='a' or os_name=='b' and os_name=='c'",
    "name; (os_name=='a' or os_name=='b') and os_name=='c'",
    "name; os_name=='posix' and os_name=='b' or os_name=='nt'",
    "name; os_name=='posix' or os_name=='nt' and os_name=='b'",
    "name; (os_name=='posix' or os_name=='nt') and sys_platform=='win32'",
    'requests [security,tests] >= 2.8.1, == 2.8.* ; python_version < "2.7"',
    "pip @ file:///localbuilds/pip-1.3.1-py33-none-any.whl",
    "pip @ https://example.org/pypa/pip/archive/1.3.1.zip#sha1=da9234ee9982d4bbb3c72346a6de940a148ea686",
    # packaging's own tests
    "name (>=1.0)",
    "name (>=1.0 , <2)",
    "name()",
    "name[]",
    "name[a,]",
    "name[,a]",
    "name[a b]",
    "name[a",
    "name(>=1.0",
    "name >=1.0)",
    "name>=1.0,",
    "name>=1.0 <2",
    "name 1.0",
    "name=1.0",
    "name===1.0",
    "name===whatever",
    "name~=1",
    "name>=1.*",
    "-name",
    "name-",
    "na me",
    "",
    ";",
    "name @",
    "name @ ../path",
    "name @ http://foo.com python_version>'3'",
    "name @ http://foo.com;python_version>'3'",
    "name;",
    "name; python_version",
    "name; python_version == ",
    "name; '3' == python_version",
    "name; unknown_variable == '1'",
    "name; python_version == '3.11",
    "name; (python_version == '3.11'",
    "name; python_version == '3.11')",
    "name; python_version in '3.9 3.10 3.11'",
    "name; python_version not in '3.9, 3.10'",
    "name; python_version not '3.9'",
    "name; python_version ~= '3.9'",
    "name; python_version === '3.11'",
    "name; os.name == 'posix'",
    "name; python_implementation == 'CPython'",
    "name; platform.python_implementation != 'PyPy'",
    # the metadata of the packages known
    "keras<2.16,>=2.15.0",
    'numpy (<2.0.0,>=1.23.5) ; python_version <= "3.11"',
    'numpy<2.0.0,>=1.26.0; python_version >= "3.12"',
    'nvidia-cudnn-cu12 ==8.9.7.29 ; extra == "and-cuda"',
    "tensorflow-cpu <2.16,>=2.15.0 ; extra == 'tensorflow_cpu'",
    "tensorflow-io-gcs-filesystem>=0.23.1; "
    'python_version < "3.12" and (platform_machine != "arm64" or platform_system != "Darwin")',
    'tensorflow-intel==2.15.1; platform_system == "Windows"',
    "tf_keras~=2.19",
    "tensorflow-macos<2.17,>=2.16.1; platform_machine == 'arm64' and platform_system == 'Darwin'",
    "protobuf!=4.21.0,!=4.21.1,<5.0.0dev,>=3.20.3",
    "tensorflow[and-cuda]==2.16.*",
    "Tensorflow_Hub",
]

KERNELS = {
    "linux 3.11.7": ["3.11.7", "linux", "x86_64", "Linux", "posix"],
    "linux 3.9.0rc1": ["3.9.0rc1", "linux", "x86_64", "Linux", "posix"],
    "linux 3.12.1": ["3.12.1", "linux", "aarch64", "Linux", "posix"],
    "mac 3.10.13": ["3.10.13", "darwin", "arm64", "Darwin", "posix"],
    "windows 3.13.0": ["3.13.0", "win32", "AMD64", "Windows", "nt"],
}
EXTRAS = ["", "and-cuda", "tensorflow_cpu"]


def marker_environment(kernel, extra):
    python, platform, machine, system, os_name = KERNELS[kernel]
    return {
        "python_version": ".".join(python.split(".")[:2]),
        "python_full_version": python,
        "os_name": os_name,
        "sys_platform": platform,
        "platform_machine": machine,
        "platform_system": system,
        "platform_release": "",
        "platform_version": "",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "implementation_version": python,
        "extra": extra,
    }


def specifier_row(text):
    try:
        specifier = SpecifierSet(text)
    except InvalidSpecifier:
        return [text, None, None]
    return [
        text,
        [v for v in VERSIONS if specifier.contains(v, prereleases=bool(specifier.prereleases))],
        [v for v in VERSIONS if specifier.contains(v, prereleases=True)],
    ]


def requirement_row(text):
    try:
        read = Requirement(text)
    except InvalidRequirement:
        return [text, None]
    where = [
        f"{kernel} {extra}".strip()
        for kernel in KERNELS
        for extra in EXTRAS
        if read.marker and Marker(str(read.marker)).evaluate(marker_environment(kernel, extra))
    ]
    return [
        text,
        {
            "name": canonicalize_name(read.name),
            "rawName": read.name,
            "extras": sorted(canonicalize_name(extra) for extra in read.extras),
            "clauses": sorted(str(clause) for clause in read.specifier),
            "url": read.url,
            "marker": where if read.marker else None,
        },
    ]


def main():
    recorded = {
        "packaging": packaging.__version__,
        "ordered": ORDERED,
        "versions": VERSIONS,
        "specifiers": [specifier_row(text) for text in SPECIFIERS],
        "kernels": KERNELS,
        "extras": EXTRAS,
        "requirements": [requirement_row(text) for text in REQUIREMENTS],
    }
    assert sorted(ORDERED, key=Version) == ORDERED
    lines = ["{"]
    for position, (key, value) in enumerate(recorded.items()):
        comma = "," if position < len(recorded) - 1 else ""
        if isinstance(value, list) and value and isinstance(value[0], list):
            rows = ",\n".join("  " + json.dumps(row) for row in value)
            lines.append(f" {json.dumps(key)}: [\n{rows}\n ]{comma}")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value)}{comma}")
    lines.append("}")
    target = pathlib.Path(__file__).with_name("packaging.json")
    target.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
