"""The system calls that a worker is refused: their names, and their numbers on x86-64 and aarch64.

Only calls older than Linux 5.1 are listed. From 424 on, numbers are the same on all architectures, and all of these
calls are refused: the C library falls back to older ones.
"""

from __future__ import annotations

NEWER = 424  # io_uring, clone3, openat2, pidfd_open, the new mount calls, and all that is still to come

# name, number on x86-64, number on aarch64, where it has one
_REFUSED = """
# Starting processes and threads
fork 57 - | vfork 58 - | clone 56 220 | execve 59 221 | execveat 322 281
# The network
socket 41 198 | socketpair 53 199
# Other processes: their memory, their priorities, signals to them
ptrace 101 117 | process_vm_readv 310 270 | process_vm_writev 311 271 | kcmp 312 272 | tkill 200 130
rt_sigqueueinfo 129 138 | rt_tgsigqueueinfo 297 240 | setpriority 141 140 | ioprio_set 251 30
sched_setparam 142 118 | sched_setscheduler 144 119 | sched_setattr 314 274 | sched_setaffinity 203 122
migrate_pages 256 238 | move_pages 279 239 | perf_event_open 298 241
# What outlives a process
shmget 29 194 | shmat 30 196 | shmctl 31 195 | semget 64 190 | semop 65 193 | semtimedop 220 192 | semctl 66 191
msgget 68 186 | msgsnd 69 189 | msgrcv 70 188 | msgctl 71 187 | mq_open 240 180 | mq_unlink 241 181
memfd_create 319 279 | add_key 248 217 | request_key 249 218 | keyctl 250 219
# Files: making, removing, renaming, changing them; no descriptor is needed for these
creat 85 - | truncate 76 45 | rename 82 - | renameat 264 38 | renameat2 316 276 | unlink 87 - | unlinkat 263 35
rmdir 84 - | mkdir 83 - | mkdirat 258 34 | link 86 - | linkat 265 37 | symlink 88 - | symlinkat 266 36
mknod 133 - | mknodat 259 33 | chmod 90 - | fchmod 91 52 | fchmodat 268 53 | chown 92 - | lchown 94 -
fchown 93 55 | fchownat 260 54 | utime 132 - | utimes 235 - | futimesat 261 - | utimensat 280 88 | setxattr 188 5
lsetxattr 189 6 | fsetxattr 190 7 | removexattr 197 14 | lremovexattr 198 15 | fremovexattr 199 16
# Changing users, or undoing the layers
setuid 105 146 | setgid 106 144 | setreuid 113 145 | setregid 114 143 | setresuid 117 147 | setresgid 119 149
setgroups 116 159 | setfsuid 122 151 | setfsgid 123 152 | capset 126 91 | prctl 157 167 | personality 135 92
# The machine: mounts, namespaces, clocks, modules, watching
unshare 272 97 | setns 308 268 | mount 165 40 | umount2 166 39 | pivot_root 155 41 | chroot 161 51
name_to_handle_at 303 264 | open_by_handle_at 304 265 | quotactl 179 60 | swapon 167 224 | swapoff 168 225
sethostname 170 161 | setdomainname 171 162 | reboot 169 142 | acct 163 89 | settimeofday 164 170
clock_settime 227 112 | adjtimex 159 171 | clock_adjtime 305 266 | init_module 175 105 | finit_module 313 273
delete_module 176 106 | kexec_load 246 104 | kexec_file_load 320 294 | iopl 172 - | ioperm 173 - | syslog 103 116
bpf 321 280 | userfaultfd 323 282 | fanotify_init 300 262 | inotify_init 253 - | inotify_init1 294 26
inotify_add_watch 254 27
# Telling others something by a file that all may read: locks on it, and what of it lies in the machine's memory
flock 73 32 | fadvise64 221 223 | readahead 187 213 | mincore 27 232 | preadv2 327 286 | pwritev2 328 287
sync 162 81 | syncfs 306 267 | sync_file_range 277 84
"""

# Calls that are refused only with some arguments.
_CONDITIONAL = """
open 2 - | openat 257 56 | kill 62 129 | tgkill 234 131 | prlimit64 302 261 | fcntl 72 25 | ioctl 16 29
madvise 28 233 | futex 202 98
"""

ARCHITECTURES = ("x86_64", "aarch64")


def _numbers(table: str, architecture: str) -> dict[str, int]:
    entries = [entry.split() for line in table.splitlines() if line[:1] != "#" for entry in line.split("|")]
    place = 1 + ARCHITECTURES.index(architecture)
    return {entry[0]: int(entry[place]) for entry in entries if entry and entry[place] != "-"}


def refused_calls(architecture: str) -> list[int]:
    """The numbers of the calls that are always refused."""
    return list(_numbers(_REFUSED, architecture).values())


def conditional(architecture: str) -> dict[str, int]:
    """The calls that are refused only with some arguments, with their numbers."""
    return _numbers(_CONDITIONAL, architecture)
