# How set-up speaks. Sourced by the other scripts.
if [ -t 2 ]; then bold=$'\033[1m' plain=$'\033[0m'; else bold='' plain=''; fi
step() { printf '%s==>%s %s\n' "$bold" "$plain" "$*" >&2; }
fail() {
    printf '\n%sThis did not work:%s %s\n' "$bold" "$plain" "$1" >&2
    shift
    for line in "$@"; do printf '  %s\n' "$line" >&2; done
    exit 1
}
is_root() { [ "$(id -u)" = 0 ]; }
# apt_install PACKAGE...: installs on Debian-like machines when we may; otherwise false.
apt_install() {
    is_root && command -v apt-get >/dev/null || return 1
    step "Installing $* with apt"
    DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
