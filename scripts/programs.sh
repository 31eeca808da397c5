# Sourced by scripts/test: PostgreSQL and a browser, installed where that is ours to do.

have_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null; }
have_browser() { command -v chromium >/dev/null; }
have_hangul() { compgen -G '/usr/share/fonts/truetype/nanum/*' >/dev/null; }

missing=()
have_postgresql || missing+=(postgresql)
have_browser || missing+=(chromium)
have_hangul || missing+=(fonts-nanum)

if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" -eq 0 ] && [ -e /etc/debian_version ]; then
    say "테스트에 쓰는 프로그램을 설치합니다: ${missing[*]}"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 ||
        printf '설치하지 못했습니다. (apt-get install %s failed.)\n' "${missing[*]}" >&2
fi
have_browser || skip "크로미움이 없어 브라우저 테스트를 건너뜁니다." "No Chromium here; tests in a browser are left out."
