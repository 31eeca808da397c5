# Sourced by the other scripts: how they speak. Every last word is one Korean and one English line.

say() { printf '── %s\n' "$1"; }

stop() {
    printf '\n%s\n%s\n' "$1" "$2" >&2
    exit 1
}

in_ci() { case "${CI:-}" in true | True | TRUE | 1) return 0 ;; esac; return 1; }

# A test that cannot be made here is a failure where the result counts, and never passes unseen.
left_out=()
skip() {
    in_ci && stop "$1 CI에서는 건너뛸 수 없습니다." "$2 It may not be skipped under CI."
    printf '\n!!!!!!!!!!  건너뜀: %s\n!!!!!!!!!!  SKIPPED: %s\n\n' "$1" "$2" >&2
    left_out+=("$1")
}
