#!/bin/sh
# Installs the packages that are missing on Debian and Ubuntu; elsewhere says what they are.
#
#     .ci/deps.sh GROUP...        groups: build test lint valgrind
#
# What counts is whether a tool or library is there, not which package it came from: on a machine
# that has everything nothing is started but a few lookups, on any system.
set -eu

# Group, how to look for it, what to look for (with the least version), the Debian package that has it.
table='
build     command  cc                             gcc
build     header   stdio.h                        libc6-dev
build     command  pkg-config                     pkg-config
build     module   libgit2:1.5                    libgit2-dev
build     module   yaml-0.1                       libyaml-dev
build     module   libcmark-gfm                   libcmark-gfm-dev
build     header   cmark-gfm-core-extensions.h    libcmark-gfm-extensions-dev
build     module   popt                           libpopt-dev
build     module   jansson                        libjansson-dev
build     module   libcrypto:3                    libssl-dev
build     module   libpcre2-8                     libpcre2-dev
build     module   libutf8proc                    libutf8proc-dev
build     module   libmicrohttpd:0.9.73           libmicrohttpd-dev
test      command  git                            git
test      command  bats                           bats
test      command  jq                             jq
test      command  cmark-gfm                      cmark-gfm
test      command  chromium                       chromium
test      command  curl                           curl
test      command  mandoc                         mandoc
test      command  dot                            graphviz
test      command  fish                           fish
test      command  gpg                            gpg
test      command  gpg-agent                      gpg-agent
test      command  node                           nodejs
test      command  npm                            npm
test      command  pre-commit                     pre-commit
test      command  python3                        python3
test      command  shellcheck                     shellcheck
test      command  ssh-keygen                     openssh-client
test      command  zsh                            zsh
test      package  bash-completion                bash-completion
test      package  python3-yaml                   python3-yaml
test      module   cmocka                         libcmocka-dev
lint      command  gcc                            gcc
lint      command  clang-tidy                     clang-tidy
lint      command  clang-format                   clang-format
lint      command  cppcheck                       cppcheck
lint      command  shellcheck                     shellcheck
valgrind  command  valgrind                       valgrind
valgrind  package  libc6-dbg                      libc6-dbg
'

has_package() {
	test "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed
}

is_there() { # KIND NAME
	case $1 in
	command) command -v "$2" >/dev/null 2>&1 ;;
	header) echo "#include <$2>" | cc -E -o /dev/null - 2>/dev/null ;;
	module)
		case $2 in
		*:*) pkg-config --atleast-version="${2#*:}" "${2%:*}" 2>/dev/null ;;
		*) pkg-config --exists "$2" 2>/dev/null ;;
		esac
		;;
	# What leaves no other trace: asked of dpkg, and of nobody where there is none.
	package) ! command -v dpkg-query >/dev/null || has_package "$2" ;;
	esac
}

# The packages of what is not there, one a line.
missing() { # GROUP...
	for group; do
		echo "$table" | while read -r of kind name package; do
			if [ "$of" = "$group" ] && ! is_there "$kind" "$name"; then
				echo "$package"
			fi
		done
	done | sort -u
}

apt() {
	if [ "$(id -u)" -eq 0 ]; then
		DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@"
	else
		sudo env DEBIAN_FRONTEND=noninteractive \
			apt-get -q -y -o DPkg::Lock::Timeout=300 "$@"
	fi
}

# Fails if the lists of packages do not know one of these.
are_known() {
	apt-cache show --no-all-versions "$@" >/dev/null 2>&1
}

for group; do
	case $group in
	build | test | lint | valgrind) ;;
	*) echo "deps.sh: no group \"$group\"" >&2 && exit 2 ;;
	esac
done

want=$(missing "$@")
[ -n "$want" ] || exit 0

if ! command -v apt-get >/dev/null; then
	{
		echo "Please install what these packages of Debian hold, and run make again:"
		echo "$want" | sed 's/^/    /'
	} >&2
	exit 1
fi

# Without pkg-config no module is found: of those, dpkg knows which are really missing.
install=
for package in $want; do
	has_package "$package" || install="$install $package"
done

if [ -n "$install" ]; then
	if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
		echo "Missing, and neither root nor sudo to install it. As root:" >&2
		echo "    apt-get install$install" >&2
		exit 1
	fi
	echo "Installing:$install"
	updated=
	# shellcheck disable=SC2086  # a list of names
	if ! are_known $install; then
		apt update
		updated=yes
	fi
	# Lists that are there can be old: then the second try is with new ones.
	# shellcheck disable=SC2086
	if ! apt install --no-install-recommends $install; then
		[ -z "$updated" ] || exit 1
		apt update
		apt install --no-install-recommends $install
	fi
fi

want=$(missing "$@")
if [ -n "$want" ]; then
	{
		echo "Installed, and still not found or too old:"
		echo "$want" | sed 's/^/    /'
	} >&2
	exit 1
fi
