# shellcheck shell=sh
# Bare systems of Debian to try things in; for scripts that have $roots, their directory.

roots=${roots:?}
mirror=${MIRROR:-http://deb.debian.org/debian}

want_roots() {
	if test "$(id -u)" != 0 || ! command -v debootstrap >/dev/null; then
		echo "$1: this wants root and debootstrap (Debian: debootstrap)" >&2
		exit 1
	fi
}

# A command in a root, with an environment, processes and mounts of its own, so that nothing is left
# over. The root is no chroot, in which the kernel allows no lab.
inside() {
	root=$1
	shift
	# shellcheck disable=SC2016 # the inner shell's
	unshare --mount --pid --fork --kill-child sh -euc '
		root=$1
		shift
		mount --make-rprivate /
		mount --bind "$root" "$root"
		mount -t proc proc "$root/proc"
		mount --rbind /dev "$root/dev"
		cd "$root"
		pivot_root . mnt
		umount -l /mnt
		exec env -i DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 HOME=/root \
			PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
			${http_proxy:+http_proxy="$http_proxy"} "$@"' sh "$root" "$@"
}

# The bare system of a release, made once.
base() {
	test -e "$roots/base-$1/made" && return
	rm -rf "$roots/base-$1"
	debootstrap --variant=minbase "$1" "$roots/base-$1" "$mirror" >"$roots/$1.log" 2>&1 || {
		tail -n 20 "$roots/$1.log"
		return 1
	}
	touch "$roots/base-$1/made"
}

copy() {
	rm -rf "$2"
	cp -a "$1" "$2"
	cp /etc/resolv.conf "$2/etc/resolv.conf"
}
