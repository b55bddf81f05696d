// SPDX-License-Identifier: BSL-1.0
#include "client.hpp"
#include "running_server.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace webapp_test;
namespace fs = std::filesystem;

namespace {

struct fixture
{
    fixture()
    {
        std::string name = (fs::temp_directory_path() / "webapp_http_XXXXXX").string();
        folder = ::mkdtemp(name.data());
    }
    ~fixture() { fs::remove_all(folder); }
    fixture(const fixture&) = delete;
    fixture& operator=(const fixture&) = delete;

    fs::path folder;
    fs::path path() const { return folder / "socket"; }
};

mode_t mode_of(const fs::path& path)
{
    struct ::stat status = {};
    BOOST_REQUIRE(::lstat(path.c_str(), &status) == 0);
    BOOST_TEST(S_ISSOCK(status.st_mode));
    return status.st_mode & 07777U;
}

/// A socket file as a process that was killed leaves it.
void leave_stale(const fs::path& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof address.sun_path - 1);
    const int made = ::socket(AF_UNIX, SOCK_STREAM, 0);
    BOOST_REQUIRE(::bind(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    ::close(made);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(local_socket, fixture)

BOOST_AUTO_TEST_CASE(serves_its_owner_whatever_the_host)
{
    webapp::http_options options;
    options.hosts.emplace_back("post.example.org");
    running_server server(options);
    BOOST_TEST(server.listen_local(path()) == "");
    client c(path());
    c.send("GET /client HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n");
    BOOST_TEST(body_of(c.answer()) == "127.0.0.1 local");
    c.send("GET /client HTTP/1.1\r\n\r\n");
    BOOST_TEST(status_of(c.rest()) == 400);
    client remote(server.port());
    remote.send("GET /client HTTP/1.1\r\nHost: localhost\r\n\r\n");
    BOOST_TEST(status_of(remote.rest()) == 421);
}

BOOST_AUTO_TEST_CASE(is_its_owner_s_whatever_the_umask)
{
    for (const mode_t mask : {0000U, 0022U, 0777U}) BOOST_TEST_CONTEXT(mask)
        {
            running_server server;
            const auto before = ::umask(mask);
            const auto error = server.listen_local(path());
            ::umask(before);
            BOOST_TEST(error == "");
            BOOST_TEST(mode_of(path()) == 0600U);
            client c(path());
            c.send(get("/"));
            BOOST_TEST(status_of(c.answer()) == 200);
        }
}

BOOST_AUTO_TEST_CASE(replaces_one_that_nobody_serves)
{
    leave_stale(path());
    running_server server;
    BOOST_TEST(server.listen_local(path()) == "");
    client c(path());
    c.send(get("/"));
    BOOST_TEST(status_of(c.answer()) == 200);
}

BOOST_AUTO_TEST_CASE(leaves_one_that_is_served_alone)
{
    running_server first;
    BOOST_TEST(first.listen_local(path()) == "");
    running_server second;
    const auto error = second.listen_local(path());
    BOOST_TEST(error.find(path().string() + ": a process serves it") != std::string::npos);
    client c(path());
    c.send(get("/"));
    BOOST_TEST(status_of(c.answer()) == 200);
}

BOOST_AUTO_TEST_CASE(leaves_what_is_no_socket_alone)
{
    std::ofstream(path()) << "precious";
    running_server server;
    BOOST_TEST(server.listen_local(path()).find(path().string()) != std::string::npos);
    BOOST_TEST(fs::file_size(path()) == 8U);
}

BOOST_AUTO_TEST_CASE(names_where_it_cannot_be_made)
{
    running_server server;
    for (const auto& wrong : {folder / "missing" / "socket", folder / std::string(120, 'x')})
        BOOST_TEST(server.listen_local(wrong).find(wrong.string()) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(goes_when_the_server_stops)
{
    running_server server;
    BOOST_TEST(server.listen_local(path()) == "");
    server.stop(std::chrono::seconds(5)).get();
    BOOST_TEST(!fs::exists(path()));
}

BOOST_AUTO_TEST_CASE(lets_in_nobody_but_its_owner_and_root)
{
    if (::geteuid() != 0)
    {
        BOOST_TEST_MESSAGE("skipped: only root can take on another user");
        return;
    }
    running_server server;
    BOOST_TEST(server.listen_local(path()) == "");
    // The folder and the file let them through; the server does not.
    fs::permissions(folder, fs::perms::all);
    fs::permissions(path(), fs::perms::all);
    const auto child = ::fork();
    if (child == 0)
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path().string().copy(address.sun_path, sizeof address.sun_path - 1);
        const bool is_other = ::setgid(65534) == 0 && ::setuid(65534) == 0;
        const int made = ::socket(AF_UNIX, SOCK_STREAM, 0);
        const bool is_connected = ::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        char byte = 0;
        const auto count = ::recv(made, &byte, 1, 0);
        ::_exit(is_other && is_connected && count <= 0 ? 0 : 1);
    }
    int status = 0;
    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
    BOOST_TEST(status == 0);
}

BOOST_AUTO_TEST_SUITE_END()
