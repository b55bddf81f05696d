// SPDX-License-Identifier: BSL-1.0
#include "command_line.hpp"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

namespace sandbox {

namespace {

constexpr int usage_error = 2;
constexpr const char* default_listen = "127.0.0.1:8090";

std::optional<std::string> content_of(const std::string& file)
{
    std::ifstream in{file, std::ios::binary};
    if (!in) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}

early_end mistake(const std::string& what)
{
    return {usage_error, "multipost-sandbox: " + what + "\nSee multipost-sandbox --help.\n"};
}

early_end bad_endpoint(const std::string& option, const std::string& value)
{
    return mistake(option + " takes HOST:PORT, such as 127.0.0.1:8090 or [::1]:0, and not '" + value + "'");
}

} // namespace

std::variant<command, early_end> read_command_line(int argc, const char* const* argv)
{
    std::string listen = default_listen;
    std::string https;
    std::string certificate;
    std::string key;
    command c;

    CLI::App app{
        "A local stand-in for the networks: answers like Slack's and Discord's webhooks, and shows what arrived.",
        "multipost-sandbox"};
    app.add_option("--listen", listen, "Where to serve http; port 0 takes a free one (default " + listen + ")")
        ->envname("MULTIPOST_SANDBOX_LISTEN")
        ->type_name("HOST:PORT");
    auto* https_option =
        app.add_option("--https", https, "Where to serve https besides, with a certificate made at start")
            ->type_name("HOST:PORT");
    app.add_option("--ca-file", c.ca_file, "Write the certificate to trust for https there")
        ->needs(https_option)
        ->type_name("FILE");
    auto* cert_option = app.add_option("--cert", certificate, "Serve https with this certificate chain (PEM) instead")
                            ->needs(https_option)
                            ->type_name("FILE");
    auto* key_option = app.add_option("--key", key, "The private key of --cert (PEM)")->type_name("FILE");
    key_option->needs(cert_option);
    cert_option->needs(key_option);
    app.add_flag("--rate-limits", c.server.rate_limits, "Refuse what the networks would refuse as too fast");
    app.set_version_flag("--version", "multipost-sandbox " SANDBOX_VERSION);

    try
    {
        app.parse(argc, argv);
    }
    catch (const CLI::ParseError& e)
    {
        std::ostringstream out;
        std::ostringstream error;
        const int code = app.exit(e, out, error);
        return code == 0 ? early_end{0, out.str()} : mistake(e.what());
    }

    const auto http_at = parse_endpoint(listen);
    if (!http_at) return bad_endpoint("--listen (or MULTIPOST_SANDBOX_LISTEN)", listen);
    c.server.http = *http_at;
    if (!https.empty())
    {
        c.server.https = parse_endpoint(https);
        if (!c.server.https) return bad_endpoint("--https", https);
    }
    if (!certificate.empty())
    {
        const auto certificate_pem = content_of(certificate);
        if (!certificate_pem) return mistake("cannot read " + certificate);
        const auto key_pem = content_of(key);
        if (!key_pem) return mistake("cannot read " + key);
        c.server.identity = server_identity{{}, *certificate_pem, *key_pem};
    }
    if (!c.ca_file.empty() && c.server.identity)
        return mistake("--ca-file writes the sandbox's own authority, and with --cert there is none");
    return c;
}

} // namespace sandbox
