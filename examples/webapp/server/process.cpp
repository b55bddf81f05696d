// SPDX-License-Identifier: BSL-1.0
#include "process.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <initializer_list>

namespace webapp {

namespace {

constexpr mode_t for_the_owner_only = 077;

// A core file would hold the channels' secrets. LeakSanitizer has to look into the process.
void leave_no_core_file()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

// The number of a closed standard stream would go to the next file that is opened, and what is printed into that file.
void occupy_closed_streams()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fcntl(stream, F_GETFD) == -1)
            static_cast<void>(open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
}

} // namespace

void harden_process()
{
    umask(for_the_owner_only);
    leave_no_core_file();
    occupy_closed_streams();
    std::signal(SIGPIPE, SIG_IGN);
}

void raise_file_limit()
{
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

void trim_memory()
{
    // By default every thread may get an arena of its own, of 64 MiB of addresses and some of memory.
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_TRIM_THRESHOLD, 256 * 1024);
}

} // namespace webapp
