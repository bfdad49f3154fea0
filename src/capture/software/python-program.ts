/**
 * A program for Python 3.8 and later that prints its version and what is installed, as `pip freeze --all` would list it,
 * without pip. Metadata alone is read; no package is imported. It runs isolated (`-I`), so that nothing in the working
 * directory is imported, and adds itself what the isolation takes away: PYTHONPATH and the user's site.
 */
export const PYTHON_PROGRAM = `
import json, os, platform, site, sys
try:
    from importlib.metadata import distributions
except ImportError:
    distributions = None

def places():
    named = [p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p]
    user = []
    is_apart = sys.prefix != sys.base_prefix and not shares_system_site()
    if not os.environ.get("PYTHONNOUSERSITE") and not is_apart:
        user = [site.getusersitepackages()]
    return named + user + sys.path

def shares_system_site():
    try:
        with open(os.path.join(sys.prefix, "pyvenv.cfg"), encoding="utf-8") as file:
            text = file.read().lower().replace(" ", "")
        return "include-system-site-packages=true" in text
    except OSError:
        return False

def origin(distribution):
    try:
        direct = json.loads(distribution.read_text("direct_url.json") or "{}")
        url = direct.get("url", "")
        vcs = direct.get("vcs_info", {})
        if vcs:
            url = vcs.get("vcs", "") + "+" + url + "@" + vcs.get("commit_id", "")
        editable = " (editable)" if direct.get("dir_info", {}).get("editable") else ""
        return " @ " + url + editable if url else ""
    except Exception:
        return ""

def header(distribution):
    text = distribution.read_text("METADATA") or distribution.read_text("PKG-INFO") or ""
    fields = {}
    for line in text.splitlines():
        if not line:
            break
        key, _, value = line.partition(":")
        fields.setdefault(key.lower(), value.strip())
    return fields.get("name"), fields.get("version")

packages, seen = {}, set()
for distribution in distributions(path=places()) if distributions else []:
    try:
        name, version = header(distribution)
        key = name.lower().replace("_", "-").replace(".", "-") if name else None
        if not key or key in seen:
            continue
        seen.add(key)
        packages[name] = (version or "unknown") + origin(distribution)
    except Exception:
        continue
print(json.dumps({
    "version": platform.python_version(),
    "implementation": platform.python_implementation(),
    "executable": sys.executable,
    "prefix": sys.prefix,
    "packages": packages if distributions else None,
}))
`;
